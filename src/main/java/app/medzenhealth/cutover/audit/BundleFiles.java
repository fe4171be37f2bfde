package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.List;

/** The entries of a bundle, in their order. */
final class BundleFiles {
    static final String EVENTS = "events.jsonl";
    static final String CHECKPOINT = "checkpoint";
    static final String KEY = "key.vkey";
    static final String MANIFEST = "manifest.json";
    static final String CSV = "events.csv";
    static final String OCSF = "ocsf.jsonl";
    static final String REPORT = "report.pdf";
    static final String SPEC = "SPEC.md";

    /** Only in a partial export: hashes that stand for the records that are not in it. */
    static final String SKIPPED = "skipped.jsonl";

    static final String SPEC_ID = "medzenhealth.app/cutover/audit-bundle/2";

    /** Whose manifest does not name the worlds of its sessions. Still verified, no longer written. */
    static final String SPEC_ID_1 = "medzenhealth.app/cutover/audit-bundle/1";

    static final List<String> WHOLE = List.of(EVENTS, CHECKPOINT, KEY, MANIFEST, CSV, OCSF, REPORT, SPEC);

    private BundleFiles() {}

    static List<String> partial() {
        var names = new ArrayList<String>(WHOLE);
        names.add(SKIPPED);
        return names;
    }
}
