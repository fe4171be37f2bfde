package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Optional;

/**
 * Things people confirm.
 *
 * @param gates the step or phase that stays locked until every item is ticked; empty: locks nothing
 */
public record Checklist(String id, String title, Optional<String> gates, List<Item> items, String source) {

    /**
     * One item, ticked by a named person.
     *
     * @param check a read-only action whose evidence is shown, and which re-opens the item when it stops being true
     */
    public record Item(String id, String text, Optional<ActionUse> check, String source) {}
}
