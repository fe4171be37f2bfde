package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.Readings;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the regions again when what is shown of them is about to be old. Not before they were read once, not beside a reading
 * under way, and not while somebody is asked something: what they look at must not move.
 */
final class AutoRefresh {
    /** Of the machine's time: a virtual clock that runs through hours in seconds must not make it read without a pause. */
    static final long PAUSE_NANOS = Duration.ofSeconds(15).toNanos();

    private final InventoryFeed feed;
    private final Readings readings;
    private final Background background;
    private final BooleanSupplier asking;
    private final LongSupplier nanos;
    private long ended;
    private boolean reading;

    /**
     * @param asking whether a dialog is open
     * @param nanos the machine's time
     */
    AutoRefresh(
            InventoryFeed feed, Readings readings, Background background, BooleanSupplier asking, LongSupplier nanos) {
        this.feed = feed;
        this.readings = readings;
        this.background = background;
        this.asking = asking;
        this.nanos = nanos;
        ended = nanos.getAsLong() - PAUSE_NANOS;
        readings.nowProperty().subscribe(_ -> look());
    }

    private void look() {
        var latest = readings.inventory();
        if (reading
                || asking.getAsBoolean()
                || latest.scanning().isPresent()
                || latest.inventory().isEmpty()
                || nanos.getAsLong() - ended < PAUSE_NANOS) {
            return;
        }
        InventorySource.of(latest)
                .filter(source -> Freshness.due(source.scans(), readings.session(), readings.now()))
                .ifPresent(_ -> read());
    }

    private void read() {
        reading = true;
        background.act("Reading the regions again", feed::refresh, this::end, _ -> end());
    }

    private void end() {
        reading = false;
        ended = nanos.getAsLong();
        readings.refreshSoon();
    }
}
