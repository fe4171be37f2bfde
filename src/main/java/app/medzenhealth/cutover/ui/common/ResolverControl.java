package app.medzenhealth.cutover.ui.common;

import java.util.Optional;

/** Which resolvers are asked where the name leads, besides the one this machine has. Live only. */
public interface ResolverControl {

    /** As written in one line, addresses with commas between them; empty where it is this machine's alone. Answers at once. */
    String current();

    /** Why it cannot be taken, as a sentence; empty where it can. Answers at once. */
    Optional<String> problem(String resolvers);

    /**
     * Asks these from the next question on, and when the console is started again.
     *
     * @throws app.medzenhealth.cutover.session.Refusal if there is a problem; nothing is changed then
     */
    void use(String resolvers);
}
