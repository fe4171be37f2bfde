package app.medzenhealth.cutover.action.script;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.CreatedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The session's tags as each service wants them, so that the console recognises as its own what a script has made. */
public final class Marks {
    private Marks() {}

    /** @param key how the service calls a tag's key: {@code Key}, {@code key} or {@code TagKey} */
    public static List<Map<String, String>> list(ActionContext context, String key, String value) {
        return list(CreatedBy.tags(context), key, value);
    }

    public static List<Map<String, String>> list(Map<String, String> tags, String key, String value) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(t -> {
                            Map<String, String> tag = new LinkedHashMap<>();
                            tag.put(key, t.getKey());
                            tag.put(value, t.getValue());
                            return tag;
                        })
                        .toList();
    }
}
