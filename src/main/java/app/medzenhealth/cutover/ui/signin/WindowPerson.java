package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.ui.common.Background;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The person at the window: what sign-in asks for is shown there, and waited for beside the JavaFX thread. */
final class WindowPerson implements Person {
    /** For the device to be found. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Background background;
    private final Shown shown;

    /** Where it is shown; on the JavaFX thread. */
    interface Shown {
        void progress(String text);

        void askCode(String serial, CompletableFuture<String> answer);

        void device(DeviceCode code);
    }

    WindowPerson(Background background, Shown shown) {
        this.background = background;
        this.shown = shown;
    }

    @Override
    public String mfaCode(String serial, String profile) throws InterruptedException {
        var answer = new CompletableFuture<String>();
        background.later(() -> shown.askCode(serial, answer));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SignInProblem(
                    SignInProblem.Kind.MFA_CODE,
                    "No code was given within " + PATIENCE.toMinutes() + " min",
                    "sign in again when the device is at hand");
        } catch (ExecutionException e) {
            throw new InterruptedException("turned away");
        }
    }

    @Override
    public void visit(DeviceCode code) {
        background.later(() -> shown.device(code));
    }

    @Override
    public void progress(String text) {
        background.later(() -> shown.progress(text));
    }
}
