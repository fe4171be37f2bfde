package app.medzenhealth.cutover.action;

import java.util.Optional;

/** What the trail says of the files by which actions decide: whoever reads one finds out whether it is what was written. */
public interface KeptFiles {

    /**
     * A file as the newest record about it says.
     *
     * @param sha256 lower-case hex; empty: it was removed
     * @param before what it was until then; empty: nothing
     */
    record Kept(String sha256, String before) {}

    /** @param name within the session's folder, with {@code /} between folders; empty where no record tells of it */
    Optional<Kept> of(String name);

    /**
     * Records what the file is from now on; durable when it returns.
     *
     * @param sha256 lower-case hex; empty: it is removed
     */
    void keep(String name, String sha256);
}
