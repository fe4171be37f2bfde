package app.medzenhealth.cutover.aws.signin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A person who gives codes from a list and remembers what was shown. */
final class Recorded implements Person {
    private final List<String> codes;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<DeviceCode> visits = new CopyOnWriteArrayList<>();
    private final List<String> serials = new CopyOnWriteArrayList<>();
    private UnaryOperator<DeviceCode> onVisit = c -> c;

    Recorded(String... codes) {
        this.codes = new CopyOnWriteArrayList<>(codes);
    }

    @Override
    public String mfaCode(String serial, String profile) {
        serials.add(serial);
        return codes.removeFirst();
    }

    @Override
    public void visit(DeviceCode code) {
        visits.add(onVisit.apply(code));
    }

    @Override
    public void progress(String text) {
        progress.add(text);
    }

    Recorded onVisit(Runnable what) {
        onVisit = c -> {
            what.run();
            return c;
        };
        return this;
    }

    List<DeviceCode> visits() {
        return visits;
    }

    List<String> serials() {
        return serials;
    }

    List<String> progress() {
        return progress;
    }
}
