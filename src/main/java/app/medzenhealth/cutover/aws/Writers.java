package app.medzenhealth.cutover.aws;

/** Whose clients send a change. Asked after the permit was taken and before the intent is written. */
@FunctionalInterface
public interface Writers {

    /**
     * @param step the step's id
     * @throws Refused if nothing may be sent for this step; the words say why, without "Refused"
     */
    Clients of(String step);
}
