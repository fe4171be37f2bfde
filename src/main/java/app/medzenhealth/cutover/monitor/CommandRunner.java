package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.plan.command.StatedHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a local program from an argument list, never through a shell. */
public interface CommandRunner {

    /** @param output receives each line of standard output and error as it comes */
    Ended run(Command command, Consumer<String> output) throws InterruptedException;

    /** The program that {@link #run} would start, looked up in the same way. Starts nothing. */
    default Lookup find(Command command) {
        return new Lookup.Found(command.arguments().getFirst());
    }

    /** Why it is not started here, whoever confirms it: nothing would hold it; empty where something does. */
    default Optional<String> unheld(Command command) {
        return Optional.empty();
    }

    /** How far the program is held to the working copy, in words for the person who decides. */
    default String held(Command command) {
        return "The rehearsal plays what it prints: no program is started.";
    }

    /** What a command's first argument names. */
    sealed interface Lookup {
        /**
         * @param where its path, or what stands for one
         * @param digest hex SHA-256 of the file; empty where there is none
         */
        record Found(String where, String digest) implements Lookup {
            public Found(String where) {
                this(where, "");
            }
        }

        /** @param reason where it was looked for, or what is missing for it */
        record Missing(String reason) implements Lookup {}
    }

    /**
     * @param environment what the plan states, beside the little that every program gets
     * @param credentials names of variables that it gets from the console's own environment
     * @param hosts whom it may connect to; nobody where it is empty
     * @param copy the working copy; what is outside of it is none of the program's business
     */
    record Command(
            List<String> arguments,
            Path directory,
            Map<String, String> environment,
            Duration timeout,
            List<String> credentials,
            List<StatedHost> hosts,
            Path copy) {

        /** Without credentials and network, in a folder that is all it may know. */
        public Command(List<String> arguments, Path directory, Map<String, String> environment, Duration timeout) {
            this(arguments, directory, environment, timeout, List.of(), List.of(), directory);
        }
    }

    sealed interface Ended {
        record Exited(int code, Duration took) implements Ended {}

        record TimedOut(Duration after) implements Ended {}

        record NotStarted(String reason) implements Ended {}
    }
}
