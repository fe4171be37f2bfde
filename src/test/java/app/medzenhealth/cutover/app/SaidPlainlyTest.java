package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.InWords;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of a whole plan is written for people: no machine's times, no keys of a program, no blank answers. */
class SaidPlainlyTest {
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d|\\b\\d\\d:\\d\\d:\\d\\dZ|\\.\\d{6,}");
    /** An option of an action or a key of ours, as a word of a sentence. */
    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9:/._${-])[a-z]+[a-z0-9]*[A-Z][A-Za-z]*(?![A-Za-z0-9:/._(}-])");
    /** Words that are written so. */
    private static final Set<String> PROPER = Set.of("vCPU", "eBPF", "iOS");

    private static final Pattern NONE = Pattern.compile("(?i)^none$|: none$| none\\.?$");

    @TempDir
    Path folder;

    @Test
    void every_sentence_of_a_whole_rehearsal_is_for_people() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        var raw = new TreeMap<String, TreeSet<String>>();
        int[] read = {0};
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var session = desk.workplace().session();
            new RehearsedLead(
                            session,
                            time,
                            desk.lead(),
                            desk.second(),
                            s -> sentences(s).forEach(t -> {
                                read[0]++;
                                judge(s.step().id(), t, raw);
                            }))
                    .goThrough();
            items(session.view()).forEach(t -> {
                read[0]++;
                judge("checklists", t, raw);
            });
        }
        System.out.println(read[0] + " sentences read; raw: " + raw);
        assertThat(raw).isEmpty();
        assertThat(read[0]).isGreaterThan(1000);
    }

    /** As the window shows it. */
    private static void judge(String where, String machine, Map<String, TreeSet<String>> raw) {
        var text = InWords.plain(machine);
        for (var pattern : new Pattern[] {INSTANT, KEY, NONE}) {
            if (pattern.matcher(text).results().map(MatchResult::group).anyMatch(g -> !PROPER.contains(g))) {
                raw.computeIfAbsent(where, _ -> new TreeSet<>()).add(text);
            }
        }
    }

    private static Stream<String> sentences(StepView s) {
        var review = s.review().stream()
                .flatMap(r -> r.parts().stream())
                .flatMap(p -> Stream.of(
                                Stream.of(
                                        p.title(),
                                        p.preview().summary(),
                                        p.preview().goingBack()),
                                p.preview().warnings().stream(),
                                p.preview().changes().stream().flatMap(c -> Stream.of(c.attribute())),
                                p.checks().stream().flatMap(SaidPlainlyTest::words))
                        .flatMap(x -> x));
        return Stream.of(
                        review,
                        s.verified().stream().flatMap(SaidPlainlyTest::words),
                        s.log().stream().map(SessionView.LogLine::text),
                        s.outputs().keySet().stream().map(InWords::key))
                .flatMap(x -> x);
    }

    private static Stream<String> items(SessionView view) {
        return view.phases().stream()
                .flatMap(p -> p.checklists().stream())
                .flatMap(l -> l.items().stream())
                .flatMap(i -> i.evidence().stream())
                .flatMap(SaidPlainlyTest::words);
    }

    private static Stream<String> words(Check check) {
        return Stream.of(check.title(), check.outcome().evidence());
    }
}
