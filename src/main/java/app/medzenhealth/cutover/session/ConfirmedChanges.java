package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Change;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a confirmation changes, from → to, as its record says it: whoever reads the trail later has no screen to look at. */
final class ConfirmedChanges {
    private static final int MOST = 500;

    private ConfirmedChanges() {}

    /** Fields for the record; empty where nothing changes in AWS. */
    static Map<String, Object> of(StepReview review) {
        var all = review.parts().stream()
                .flatMap(p -> p.preview().changes().stream())
                .toList();
        var data = new LinkedHashMap<String, Object>();
        if (!all.isEmpty()) {
            data.put(
                    "changes",
                    all.stream().limit(MOST).map(ConfirmedChanges::line).toList());
        }
        if (all.size() > MOST) {
            data.put("moreChanges", all.size() - MOST);
        }
        return data;
    }

    private static Map<String, String> line(Change c) {
        return Map.of(
                "region",
                c.region(),
                "resource",
                c.resource(),
                "attribute",
                c.attribute(),
                "from",
                c.from(),
                "to",
                c.to());
    }
}
