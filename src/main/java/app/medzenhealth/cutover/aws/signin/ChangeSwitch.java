package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.Writers;

/** Whether a session may change anything. It only reads until a person says otherwise. */
public final class ChangeSwitch implements Writers {
    private final Writers writers;
    private volatile Leave leave;

    /** What a session may do in AWS. */
    public enum Leave {
        READ_ONLY,
        /** What a person confirms, step by step. */
        CHANGES
    }

    /** @param writers who sends changes once they are allowed */
    public ChangeSwitch(Writers writers, Leave leave) {
        this.writers = writers;
        this.leave = leave;
    }

    public Leave leave() {
        return leave;
    }

    public void set(Leave to) {
        leave = to;
    }

    @Override
    public Clients of(String step) {
        if (leave == Leave.READ_ONLY) {
            throw new Refused("this session only reads: allow changes under Credentials first");
        }
        return writers.of(step);
    }
}
