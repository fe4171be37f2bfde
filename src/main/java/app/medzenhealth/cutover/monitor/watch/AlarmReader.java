package app.medzenhealth.cutover.monitor.watch;

import java.time.Instant;
import java.util.List;

/** Reads alarms, their history and who is told. Changes nothing. */
public interface AlarmReader {

    /** Each answered, or with why not, in the same order. */
    List<AlarmReading> read(List<AlarmPlace> places, Instant now) throws InterruptedException;
}
