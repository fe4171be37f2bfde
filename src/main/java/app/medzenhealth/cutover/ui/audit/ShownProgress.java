package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.ui.common.Background;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings progress to the JavaFX thread, the newest only: a flood of it costs one redraw. */
final class ShownProgress implements TrailProgress {
    private final Background background;
    private final Consumer<At> shown;
    private final AtomicReference<@Nullable At> waiting = new AtomicReference<>();

    /** @param total 0 or less where nobody knows */
    record At(long done, long total, String what) {
        /** 0 to 1, negative where nobody knows. */
        double fraction() {
            return total <= 0 ? -1 : (double) done / total;
        }
    }

    /** @param shown called on the JavaFX thread */
    ShownProgress(Background background, Consumer<At> shown) {
        this.background = background;
        this.shown = shown;
    }

    @Override
    public void at(long done, long total, String what) {
        if (waiting.getAndSet(new At(done, total, what)) == null) {
            background.later(() -> {
                var newest = waiting.getAndSet(null);
                if (newest != null) {
                    shown.accept(newest);
                }
            });
        }
    }
}
