package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * What a folder is in. Whoever can change one of the folders above it can put another in its place, with another trail and another key, and
 * no right of the folder itself hinders them: as sshd does (sshd_config(5), StrictModes), such a place is refused where the trail must
 * stand up to anybody. A link on the way is followed where only this user or root could have made it. Where the file system has no owners nothing is known, and nothing refused.
 */
final class FoldersAbove {
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0002;
    private static final String VIEW = "unix";

    private FoldersAbove() {}

    /** Whether only links count that somebody else made, or folders too that somebody else can change. */
    enum Care {
        LINKS,
        FOLDERS
    }

    /** Who else could put another in its place, in words without a full stop; empty where nobody can. */
    static Optional<String> danger(Path folder, Care care) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains(VIEW)) {
            return Optional.empty();
        }
        try {
            var above = folder.toAbsolutePath().normalize().getParent();
            while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
                above = above.getParent();
            }
            if (above == null) {
                return Optional.empty();
            }
            var named = ofEach(above, care);
            return named.isPresent() ? named : ofEach(above.toRealPath(), care);
        } catch (IOException e) {
            // Whatever is wrong with it is said where the folder is used.
            return Optional.empty();
        }
    }

    private static Optional<String> ofEach(Path above, Care care) throws IOException {
        var me = me(above);
        for (var part = above; part != null; part = part.getParent()) {
            var found = care == Care.FOLDERS || Files.isSymbolicLink(part) ? ofOne(part, me) : Optional.<String>empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofOne(Path part, Optional<UserPrincipal> me) throws IOException {
        var owner = Files.getOwner(part, LinkOption.NOFOLLOW_LINKS);
        var root = Files.getAttribute(part, VIEW + ":uid", LinkOption.NOFOLLOW_LINKS)
                .equals(0);
        var what = Files.isSymbolicLink(part) ? "The link " + part + " above it" : "The folder " + part + " above it";
        if (me.isPresent() && !root && !owner.equals(me.get())) {
            return Optional.of(what + " belongs to " + owner.getName() + ", who can put another folder in its place");
        }
        if (Files.isSymbolicLink(part)) {
            return Optional.empty();
        }
        var mode = (int) Files.getAttribute(part, VIEW + ":mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0
                ? Optional.of(what + " may be changed by everybody, who can put another folder in its place")
                : Optional.empty();
    }

    /** Empty where the system knows no such name: in a container, for example. */
    private static Optional<UserPrincipal> me(Path near) {
        try {
            return Optional.of(near.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
