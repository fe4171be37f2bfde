package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The entries of a bundle, in their order. */
final class BundleFiles {
    static final String EVENTS = "events.jsonl";
    static final String CHECKPOINT = "checkpoint";
    static final String KEY = "key.vkey";
    static final String MANIFEST = "manifest.json";
    /** The signature over the manifest. Not named by it. */
    static final String SEAL = "manifest.note";

    static final String CSV = "events.csv";
    static final String OCSF = "ocsf.jsonl";
    static final String REPORT = "report.pdf";
    /** The same report for a browser. */
    static final String PAGE = "report.html";

    static final String SPEC = "SPEC.md";

    /** Only in a partial export: hashes that stand for the records that are not in it. */
    static final String SKIPPED = "skipped.jsonl";

    private static final String SPEC_ID = "medzenhealth.app/cutover/audit-bundle/";

    /** What is written. In it the report stands as a page for a browser, too. */
    static final int VERSION = 5;

    /** From this one on a second person's challenge names the text of the plan. */
    static final int VERSION_NAMING_PLANS = 4;

    /** From this one on every file is signed. */
    static final int VERSION_SEALED = 3;

    /** From this one on the manifest names the worlds of its sessions. */
    static final int VERSION_WITH_WORLDS = 2;

    static final List<String> WHOLE = List.of(EVENTS, CHECKPOINT, KEY, MANIFEST, SEAL, CSV, OCSF, REPORT, PAGE, SPEC);

    /** What repeats the records for people and programs. */
    static final List<String> COPIES = List.of(CSV, OCSF, REPORT, PAGE, SPEC);

    private BundleFiles() {}

    static List<String> partial() {
        var names = new ArrayList<String>(WHOLE);
        names.add(SKIPPED);
        return names;
    }

    /** Whether the manifest says the hash of this file. */
    static boolean named(String file) {
        return !file.equals(MANIFEST) && !file.equals(SEAL);
    }

    /** The specification's id. */
    static String spec(int version) {
        return SPEC_ID + version;
    }

    /** Which version of the specification has this id, or 0 where it is not known. */
    static int version(@Nullable Object spec) {
        return IntStream.rangeClosed(1, VERSION)
                .filter(v -> spec(v).equals(spec))
                .findFirst()
                .orElse(0);
    }
}
