package app.medzenhealth.cutover.ui.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** An exception as a person is told of it: what happened, what was not done, what to do next, and a code for the log. */
public final class ErrorReport {
    private static final String OURS = "app.medzenhealth";

    private ErrorReport() {}

    /** The same exception from the same place always has the same code. */
    public static Problem of(Throwable thrown) {
        var code = code(thrown);
        return switch (thrown) {
            case ActionFailure f -> new Problem(code, said(f), f.notDone(), f.next());
            case Refusal r -> new Problem(code, said(r), "Nothing was changed.", r.next());
            case TrailUnavailable t ->
                new Problem(
                        code,
                        said(t),
                        "Nothing was done: without an audit trail no action is sent.",
                        "Free up space or repair the disk, then restart the console: it verifies the trail first.");
            case IllegalArgumentException e -> refused(code, e);
            case IllegalStateException e -> refused(code, e);
            default ->
                new Problem(
                        code,
                        said(thrown),
                        "This request was not completed. What was sent to AWS before is in the audit trail.",
                        "Look at the step's state and try again. If it happens again, search the log for the code.");
        };
    }

    private static Problem refused(String code, RuntimeException e) {
        return new Problem(code, said(e), "Nothing was sent.", "Correct what the message names, then try again.");
    }

    private static String said(Throwable t) {
        return Optional.ofNullable(t.getMessage())
                .filter(m -> !m.isBlank())
                .orElse(t.getClass().getSimpleName());
    }

    private static String code(Throwable t) {
        var crc = new CRC32();
        crc.update(t.getClass().getName().getBytes(UTF_8));
        Arrays.stream(t.getStackTrace())
                .filter(f -> f.getClassName().startsWith(OURS))
                .limit(3)
                .map(f -> f.getClassName() + f.getMethodName())
                .forEach(f -> crc.update(f.getBytes(UTF_8)));
        return String.format(Locale.ROOT, "%08X", crc.getValue()).replaceFirst("(.{4})", "$1-");
    }
}
