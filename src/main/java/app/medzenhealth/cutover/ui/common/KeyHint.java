package app.medzenhealth.cutover.ui.common;

import java.util.List;

/** @param keys as printed on them, for example {@code Ctrl+H} or {@code F3 or /} */
public record KeyHint(String keys, String meaning) {

    /** The keys one by one. */
    public List<String> parts() {
        return List.of(keys.replace(" or ", " ").replace(" … ", "…").split(" "));
    }
}
