package app.medzenhealth.cutover.monitor.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads log lines, page by page. Changes nothing. */
public interface LogReader {

    /**
     * @param from the first moment that lines are of
     * @param token asks for what follows a page; with the same {@code from}
     */
    Answer read(LogPlace place, Instant from, Optional<String> token) throws InterruptedException;

    sealed interface Answer {}

    /**
     * @param lines by their time
     * @param next asks for what follows; empty on the last page
     */
    record Page(List<Event> lines, Optional<String> next) implements Answer {}

    /** There is no such group. */
    record Absent() implements Answer {}

    record Unread(String why) implements Answer {}

    /** @param id no other line of the group has it */
    record Event(String id, Instant at, String text) {}
}
