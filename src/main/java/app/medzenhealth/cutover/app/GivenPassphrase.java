package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.Passphrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The signing key's passphrase as it came with a command: in a file, in the environment, or typed at the terminal, the first that
 * there is.
 *
 * @param terminal empty: nobody is asked
 */
public record GivenPassphrase(Optional<Path> file, Map<String, String> environment, Optional<Typing> terminal)
        implements Passphrase {
    /** The environment's name for it. */
    public static final String VARIABLE = "CUTOVER_KEY_PASSPHRASE";

    /** What NIST asks of a password that protects alone (SP 800-63B-4, section 3.1.1.2). */
    public static final int SHORTEST = 15;

    private static final int LARGEST_FILE = 4096;
    private static final int ATTEMPTS = 3;

    /** Somebody at a keyboard. What they type is not shown. */
    public interface Typing {
        /** Nothing in it: they typed nothing; empty: they turned away. */
        Optional<char[]> ask(String words);

        /** The same, once more: what was typed before opened nothing. */
        default Optional<char[]> askAgain(String words) {
            return ask("That was wrong. " + words);
        }

        /** The same, where nothing in it says that there is to be none. */
        default Optional<char[]> askOrNone(String words) {
            return ask(words + "; Enter to leave it unsealed");
        }
    }

    /** Of this process, at its terminal where it has one. */
    public static GivenPassphrase here(Optional<Path> file) {
        var console = System.console();
        return new GivenPassphrase(
                file,
                System.getenv(),
                console == null || !console.isTerminal()
                        ? Optional.empty()
                        : Optional.of(words -> Optional.ofNullable(console.readPassword("%s: ", words))));
    }

    /** The same, asking nobody: for what a script runs. */
    public GivenPassphrase silent() {
        return new GivenPassphrase(file, environment, Optional.empty());
    }

    /** The same, asking there instead of at the terminal. */
    GivenPassphrase typedIn(Typing other) {
        return new GivenPassphrase(file, environment, Optional.of(other));
    }

    @Override
    public Optional<char[]> of(Path sealed, int attempt) {
        var given = given();
        if (given.isPresent()) {
            return given.filter(_ -> attempt == 0);
        }
        var words = "Passphrase of " + sealed;
        return attempt < ATTEMPTS
                ? terminal.flatMap(t -> attempt == 0 ? t.ask(words) : t.askAgain(words))
                        .filter(p -> p.length > 0)
                : Optional.empty();
    }

    @Override
    public Optional<char[]> toBegin(Path made) {
        return given().map(GivenPassphrase::longEnough);
    }

    /** Whoever sits at the terminal is asked what a new key is to be sealed under; nothing is an answer. */
    Passphrase askingToBegin() {
        var without = this;
        return new Passphrase() {
            @Override
            public Optional<char[]> of(Path sealed, int attempt) {
                return without.of(sealed, attempt);
            }

            @Override
            public Optional<char[]> toBegin(Path made) {
                return without.given().isPresent()
                        ? without.toBegin(made)
                        : without.terminal().flatMap(GivenPassphrase::chosen);
            }
        };
    }

    /**
     * What a key is to be sealed under from now on.
     *
     * @param fresh holds it; empty: it is asked for at the terminal
     * @throws Refusal if none is given, or one that is too short
     */
    public char[] fresh(Optional<Path> fresh) {
        return fresh.map(GivenPassphrase::read)
                .or(() -> terminal.flatMap(t -> twice(t, "New passphrase, " + SHORTEST + " characters or more")))
                .map(GivenPassphrase::longEnough)
                .orElseThrow(() -> new Refusal(
                        "No new passphrase was given, and nothing was changed",
                        "type one at a terminal, or name a file that holds it with --new-passphrase-file"));
    }

    /** Empty: they said that it stays unsealed. Whoever turns away has said nothing, and no key is made for them. */
    private static Optional<char[]> chosen(Typing terminal) {
        var first = terminal.askOrNone("New passphrase for the signing key, " + SHORTEST + " characters or more")
                .orElseThrow(() -> new Refusal(
                        "Nobody said what the signing key is to be sealed under, so none was made and no trail was begun",
                        "start again, and give a passphrase, or say there that the key stays unsealed"));
        return first.length == 0 ? Optional.empty() : Optional.of(again(terminal, first));
    }

    private static Optional<char[]> twice(Typing terminal, String words) {
        return terminal.ask(words).filter(p -> p.length > 0).map(first -> again(terminal, first));
    }

    /** @throws Refusal if it is too short, or they type another the second time */
    private static char[] again(Typing terminal, char[] first) {
        longEnough(first);
        var again = terminal.ask("The same passphrase once more").orElse(new char[0]);
        var same = Arrays.equals(first, again);
        Arrays.fill(again, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw new Refusal("The two passphrases differ, and nothing was changed", "do it again");
        }
        return first;
    }

    /** @throws Refusal if it is not */
    static char[] longEnough(char[] passphrase) {
        if (Character.codePointCount(passphrase, 0, passphrase.length) < SHORTEST) {
            throw new Refusal(
                    "The passphrase has fewer than " + SHORTEST + " characters, and nothing was changed",
                    "choose several words");
        }
        return passphrase;
    }

    private Optional<char[]> given() {
        return file.map(GivenPassphrase::read)
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .filter(p -> !p.isEmpty())
                        .map(String::toCharArray));
    }

    /** Its first line. */
    private static char[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is too large");
            }
            var text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            var line = firstLine(text);
            if (line.length == 0) {
                throw new IOException("its first line is empty");
            }
            return line;
        } catch (IOException e) {
            throw new Refusal(
                    "The passphrase cannot be read from " + file + ": " + e.getMessage(),
                    "name a file whose first line is the passphrase");
        }
    }

    private static char[] firstLine(CharBuffer text) {
        var end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        var line = new char[end];
        text.get(line);
        return line;
    }
}
