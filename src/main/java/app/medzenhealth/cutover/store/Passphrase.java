package app.medzenhealth.cutover.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** How what a passphrase seals in a state folder is opened. Asked only where something is sealed, or could be. */
public interface Passphrase {
    /** Nobody is there to ask. */
    Passphrase NONE = (_, _) -> Optional.empty();

    /**
     * What opens the file; whoever asks wipes it. Empty: nobody knows it, or knows another than the one that was wrong.
     *
     * @param attempt from 0; those before were wrong
     */
    Optional<char[]> of(Path sealed, int attempt);

    /** What the file is to be sealed under that is about to be made; whoever asks wipes it. Empty: it is not sealed. */
    default Optional<char[]> toBegin(Path file) {
        return Optional.empty();
    }

    /** The same, telling of each that somebody gave. */
    default Passphrase telling(Consumer<String> told) {
        var given = this;
        return new Passphrase() {
            @Override
            public Optional<char[]> of(Path sealed, int attempt) {
                return tell(given.of(sealed, attempt));
            }

            @Override
            public Optional<char[]> toBegin(Path file) {
                return tell(given.toBegin(file));
            }

            private Optional<char[]> tell(Optional<char[]> passphrase) {
                passphrase.map(String::new).ifPresent(told);
                return passphrase;
            }
        };
    }
}
