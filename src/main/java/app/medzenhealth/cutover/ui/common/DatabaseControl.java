package app.medzenhealth.cutover.ui.common;

import java.util.Optional;

/** As whom and by which way databases are read, by checks that look into them. Live only; nothing of it is written anywhere. */
public interface DatabaseControl {

    /**
     * @param password whether there is one
     * @param tunnels as they are written in one line; empty where databases are reached straight
     * @param tls how the server must prove who it is, as PostgreSQL names it
     */
    record View(String user, boolean password, String database, String tunnels, String tls) {}

    /** @param password empty: the one in use stays, if the user stays the same; else there is none */
    record Wanted(String user, String password, String database, String tunnels) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Wanted[" + user + ", " + database + ", " + tunnels + "]";
        }
    }

    /** Answers at once. */
    View current();

    /** Why it cannot be taken, as a sentence; empty where it can. Answers at once. */
    Optional<String> problem(Wanted wanted);

    /**
     * Reads databases in this way from the next question on. Connects to none.
     *
     * @throws app.medzenhealth.cutover.session.Refusal if there is a problem; nothing is changed then
     */
    void use(Wanted wanted);

    void forgetPassword();
}
