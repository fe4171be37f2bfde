package app.medzenhealth.cutover.action;

/** A check and how it ended. */
public record Check(String title, Outcome outcome) {

    public sealed interface Outcome {
        String evidence();
    }

    public record Pass(String evidence) implements Outcome {}

    /** @param remedy what to do about it */
    public record Fail(String evidence, String remedy) implements Outcome {}

    /** Could not be found out. Locks whatever depends on it, as a failure does. */
    public record Unknown(String evidence) implements Outcome {}

    public boolean passed() {
        return outcome instanceof Pass;
    }

    public static Check pass(String title, String evidence) {
        return new Check(title, new Pass(evidence));
    }

    public static Check fail(String title, String evidence, String remedy) {
        return new Check(title, new Fail(evidence, remedy));
    }

    public static Check unknown(String title, String reason) {
        return new Check(title, new Unknown(reason));
    }
}
