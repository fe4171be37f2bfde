package app.medzenhealth.cutover.session.breakglass;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a break-glass pack holds.
 *
 * @param world what it was made for
 * @param head first digits of the audit trail's root when it was made, with the number of records
 * @param parts in the plan's order
 * @param done steps that need no script any more, as {@code 1.3 title: done}
 * @param open what is under way, in doubt or on hold, in words
 * @param unset values that nobody had set, as {@code SET_NAME: what it is (step 1.5)}
 */
public record Pack(
        String title,
        String plan,
        String account,
        String session,
        World world,
        Instant at,
        String by,
        String head,
        List<String> regions,
        List<Part> parts,
        List<String> done,
        List<String> open,
        List<String> unset) {

    /** With every value set. */
    public Pack(
            String title,
            String plan,
            String account,
            String session,
            World world,
            Instant at,
            String by,
            String head,
            List<String> regions,
            List<Part> parts,
            List<String> done,
            List<String> open) {
        this(title, plan, account, session, world, at, by, head, regions, parts, done, open, List.of());
    }

    /**
     * Where the session that it is of works.
     *
     * @param mode in words: {@code live}, or that it is not AWS
     * @param warning that the pack is of no use on AWS; empty for a live session
     * @param requests where requests go
     * @param planDigest SHA-256 of the plan file, hex
     * @param workingCopy the project's folder; empty where none was named
     */
    public record World(
            String mode, String warning, String requests, String partition, String planDigest, String workingCopy) {}

    /** A phase, or a way back. */
    public record Part(String folder, String title, List<StepFile> steps) {}

    /**
     * One step.
     *
     * @param file name of its script
     * @param manual whether it has no command of the aws CLI, and why: what it has instead
     */
    public record StepFile(
            String step,
            String title,
            String file,
            String text,
            Map<String, byte[]> files,
            int reads,
            int changes,
            int others,
            String manual) {}

    public long steps() {
        return parts.stream().mapToLong(p -> p.steps().size()).sum();
    }

    public long reads() {
        return each().mapToLong(StepFile::reads).sum();
    }

    public long changes() {
        return each().mapToLong(StepFile::changes).sum();
    }

    public long others() {
        return each().mapToLong(StepFile::others).sum();
    }

    /** Steps without a command of the aws CLI. */
    public List<StepFile> manual() {
        return each().filter(s -> !s.manual().isEmpty()).toList();
    }

    private Stream<StepFile> each() {
        return parts.stream().flatMap(p -> p.steps().stream());
    }
}
