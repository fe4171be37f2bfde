package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailHead;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.session.SessionView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a rehearsal came to.
 *
 * @param mutations calls that took effect in the estate, by the estate's own ledger
 * @param unaudited those of them for which the trail holds no intent
 * @param downtimeParts what the downtime went by with, in the order in which each began
 * @param downtimeBasis whether it was measured
 * @param reads how long users' reads failed; empty where nobody measured that
 * @param writes the same of their writes
 * @param bundle the exported evidence
 */
public record Summary(
        int phases,
        int steps,
        int mutations,
        int unaudited,
        long downtimeMillis,
        List<DowntimePart> downtimeParts,
        String downtimeBasis,
        Optional<Duration> reads,
        Optional<Duration> writes,
        Path bundle,
        TrailHead head,
        boolean verified) {

    /** In short, as it is said to somebody who notes it down. */
    public String headDigits() {
        return head.digits();
    }

    /** Of the whole trail. */
    public long records() {
        return head.records();
    }

    public String headWords() {
        return head.words();
    }

    static Summary of(RehearsalApp desk, Path out) throws IOException, InterruptedException {
        var workplace = desk.workplace();
        var view = workplace.session().view();
        var done = view.phases().stream().mapToLong(p -> p.progress().done()).sum();
        var ledger = desk.world().estate().ledger().entries();
        var trail = workplace.records().trail();
        workplace.guard().summarise();
        var bundle = out.resolve("audit-" + trail.session() + ".zip")
                .toAbsolutePath()
                .normalize();
        var head = new TrailExport(trail, Optional.of(workplace.session().plan()))
                .write(
                        ExportRequest.everything(TrailExport.Format.BUNDLE, bundle),
                        desk.lead().name())
                .ofAll();
        var verdict = new Verifier(TrailProgress.SILENT).verify(bundle);
        return new Summary(
                (int) view.phases().stream()
                        .filter(p -> view.plan().phases().contains(p.phase()))
                        .filter(p -> p.state() == SessionView.PhaseState.COMPLETE
                                && !p.progress().overWithSkips())
                        .count(),
                (int) done,
                ledger.size(),
                unaudited(
                        ledger,
                        trail.records(1, Long.MAX_VALUE)
                                .filter(r -> r.kind().equals("call.intent")
                                        && r.session().equals(trail.session()))
                                .toList()),
                view.downtime().soFar().toMillis(),
                view.downtime().parts(),
                view.downtime().basis().words(),
                view.downtime().reads(),
                view.downtime().writes(),
                bundle,
                head,
                verdict instanceof TrailVerdict.Verified);
    }

    /** Pairs each effect with one intent of the same service, operation and region. */
    private static int unaudited(List<Ledger.Entry> effects, List<AuditRecord> intents) {
        var open = new HashMap<String, Integer>();
        intents.forEach(r -> open.merge(
                r.data().get("service") + " " + r.data().get("operation") + " "
                        + r.data().get("region"),
                1,
                Integer::sum));
        var without = 0;
        for (var e : effects) {
            var key = e.service() + " " + e.operation() + " " + e.region();
            if (open.merge(key, -1, Integer::sum) < 0) {
                without++;
            }
        }
        return without;
    }
}
