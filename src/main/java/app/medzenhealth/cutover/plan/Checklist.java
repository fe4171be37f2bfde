package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Things people confirm.
 *
 * @param gates the step or phase, of whichever phase, that stays locked until every item is ticked; empty: locks nothing, which no
 *     plan is read with
 */
public record Checklist(String id, String title, Optional<String> gates, List<Item> items, String source) {

    /**
     * One item, ticked by a named person.
     *
     * @param valid how long a tick counts, where the item is about a moment; empty: until it is taken back
     * @param check a read-only action whose evidence is shown, and which re-opens the item when it stops being true
     */
    public record Item(String id, String text, Optional<ActionUse> check, Optional<Duration> valid, String source) {}
}
