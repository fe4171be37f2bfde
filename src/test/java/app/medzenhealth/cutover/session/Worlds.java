package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.session.SessionView.Mode;
import java.util.Optional;

/** Worlds for tests. */
public final class Worlds {
    /** Of a plan's text. */
    public static final String PLAN_DIGEST = "5e".repeat(32);

    private Worlds() {}

    public static SessionWorld rehearsal(String account, String plan) {
        return new SessionWorld(Mode.REHEARSAL, "aws", account, Optional.empty(), plan, PLAN_DIGEST, Optional.empty());
    }
}
