package app.medzenhealth.cutover.rehearsal.data;

import java.util.Map;
import java.util.TreeMap;

/** A DB parameter group: the values that somebody set; all others are the engine's. */
public final class ParameterGroup {

    private final String name;
    private final String family;
    private final String description;
    private final Map<String, String> values = new TreeMap<>();

    public ParameterGroup(String name, String family, String description, Map<String, String> values) {
        this.name = name;
        this.family = family;
        this.description = description;
        this.values.putAll(values);
    }

    public String name() {
        return name;
    }

    public String family() {
        return family;
    }

    public String description() {
        return description;
    }

    /** Changes write through. */
    public Map<String, String> values() {
        return values;
    }

    public boolean custom() {
        return !name.startsWith("default.");
    }
}
