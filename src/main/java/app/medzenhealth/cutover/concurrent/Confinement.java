package app.medzenhealth.cutover.concurrent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a program may reach, whatever it was told to do. Everything that is not named is out of its reach: other people's files, the
 * person's own home with its credentials, this console's memory and environment.
 *
 * @param readable files and folders that it may read
 * @param runnable files and folders that it may read and start programs from
 * @param writable folders, and devices, in which it may do anything with files
 * @param ports that it may open TCP connections to; none: it can make no connection at all
 * @param socket the file through which it may talk to a service of this machine: an agent. Before Linux 7.1 the others, Docker's or
 *     systemd's, cannot be kept from it then ({@link #holdsSocketFiles}). Empty: it can talk to none
 */
public record Confinement(
        List<Path> readable, List<Path> runnable, List<Path> writable, Set<Integer> ports, Optional<Path> socket) {

    /** How much of it this machine can hold. */
    public enum Strength {
        /** Nothing: the operating system offers no such thing to a program without privileges, or not to this one. */
        NONE,
        /** Files only. */
        FILES,
        /** Files and TCP ports. */
        FILES_AND_PORTS
    }

    /** Of this machine. */
    public static Strength strength() {
        return Landlock.strength();
    }

    /** Whether this machine can hold a program to one socket file. */
    public static boolean holdsSocketFiles() {
        return Landlock.holdsSocketFiles();
    }
}
