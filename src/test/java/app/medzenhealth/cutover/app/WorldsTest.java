package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Memory;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another world is another session: nothing that was done in the one is shown in the other. */
class WorldsTest {
    private static final Operator LEAD = new Operator("lead");
    private static final SessionWorld HERE = new SessionWorld(
            Mode.EMULATOR,
            "aws",
            MedZenEstate.ACCOUNT,
            Optional.of("http://127.0.0.1:5000"),
            "medzen-eu-central-1",
            "a".repeat(64),
            Optional.of("/copies/one"));

    @TempDir
    Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();

    /** What becomes of a session when one component of its world changes. */
    private enum Fate {
        ANOTHER_SESSION,
        REFUSED,
        SAME_SESSION_AND_SAID
    }

    private record Changed(SessionWorld world, Fate fate) {}

    /** By component. One that is missing here is a component that nobody has thought about. */
    private static final Map<String, Changed> TABLE = table();

    private static Map<String, Changed> table() {
        var table = new LinkedHashMap<String, Changed>();
        table.put("mode", new Changed(with("mode", Mode.LIVE), Fate.REFUSED));
        table.put("partition", new Changed(with("partition", "aws-cn"), Fate.ANOTHER_SESSION));
        table.put("account", new Changed(with("account", "111122223333"), Fate.ANOTHER_SESSION));
        table.put(
                "endpoint", new Changed(with("endpoint", Optional.of("http://127.0.0.1:5001")), Fate.ANOTHER_SESSION));
        table.put("plan", new Changed(with("plan", "medzen-eu-west-1"), Fate.ANOTHER_SESSION));
        table.put("planDigest", new Changed(with("planDigest", "b".repeat(64)), Fate.ANOTHER_SESSION));
        table.put(
                "workingCopy",
                new Changed(with("workingCopy", Optional.of("/copies/two")), Fate.SAME_SESSION_AND_SAID));
        return table;
    }

    private static SessionWorld with(String component, Object value) {
        try {
            var components = SessionWorld.class.getRecordComponents();
            var values = new Object[components.length];
            for (var i = 0; i < components.length; i++) {
                values[i] = components[i].getName().equals(component)
                        ? value
                        : components[i].getAccessor().invoke(HERE);
            }
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return SessionWorld.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("state"));
    }

    private AppWiring open(SessionWorld world) throws Exception {
        return open(world, Optional.empty());
    }

    private AppWiring open(SessionWorld world, Optional<String> wanted) throws Exception {
        var choice = SessionChoice.of(state(), world, wanted).workingIn(world);
        var time = new VirtualTime(MedZenEstate.START);
        var estate = MedZenEstate.create(time);
        var records = Records.open(state(), choice.session(), time);
        return new AppWiring(
                choice,
                plan,
                LEAD,
                new AppWiring.World(
                        world,
                        estate.clients(),
                        time,
                        estate.http(),
                        estate.dns(),
                        estate.sql(),
                        estate.commands(),
                        Files.createDirectories(folder.resolve("made")),
                        folder),
                records);
    }

    private static List<String> settled(AppWiring workplace) {
        return workplace.session().view().phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state().settled())
                .map(s -> s.step().id())
                .toList();
    }

    /** Skips the first step here, and comes back. */
    private String worked() throws Exception {
        try (var workplace = open(HERE)) {
            workplace.session().skip("1.1", LEAD, "it was done by hand, see the ticket");
            return workplace.session().view().session();
        }
    }

    @Test
    void a_change_of_any_component_never_shows_the_work_of_another_world() throws Exception {
        var session = worked();
        var others = 0;
        var refused = 0;
        assertThat(Arrays.stream(SessionWorld.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyElementsOf(TABLE.keySet());
        for (var entry : TABLE.entrySet()) {
            var world = entry.getValue().world();
            switch (entry.getValue().fate()) {
                case REFUSED -> {
                    assertThatThrownBy(() -> open(world))
                            .as(entry.getKey())
                            .isInstanceOf(StoreProblem.class)
                            .hasMessageContaining("belongs to work on an emulator")
                            .hasMessageContaining("--state");
                    refused++;
                }
                case ANOTHER_SESSION -> {
                    try (var workplace = open(world)) {
                        assertThat(settled(workplace)).as(entry.getKey()).isEmpty();
                        assertThat(workplace.session().view().session()).isNotEqualTo(session);
                    }
                    others++;
                }
                case SAME_SESSION_AND_SAID -> {
                    try (var workplace = open(world)) {
                        assertThat(settled(workplace)).containsExactly("1.1");
                        assertThat(workplace.session().view().resumption().orElseThrow())
                                .contains("/copies/two", "until now it was /copies/one");
                    }
                }
            }
            try (var back = open(HERE)) {
                assertThat(settled(back)).as("back after " + entry.getKey()).containsExactly("1.1");
                assertThat(back.session().view().session()).isEqualTo(session);
            }
        }
        System.out.println(TABLE.size() + " components of a world: " + others + " make another session, " + refused
                + " refused, 1 said; the first world's step is shown in it alone");
    }

    @Test
    void all_of_the_world_stands_in_the_record_of_the_opening() throws Exception {
        worked();
        try (var workplace = open(HERE)) {
            var opened = workplace
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .filter(r -> r.kind().equals("session.open"))
                    .map(AuditRecord::data)
                    .toList();
            assertThat(opened)
                    .hasSize(2)
                    .allSatisfy(d -> assertThat(SessionWorld.read(d)).contains(HERE));
        }
    }

    @Test
    void a_break_glass_pack_of_an_emulator_says_so_in_its_readme_and_in_each_script() throws Exception {
        try (var workplace = open(HERE)) {
            var pack = workplace
                    .session()
                    .breakGlass(Set.of("1"), folder.resolve("pack"), LEAD, Progress.SILENT)
                    .folder();
            try (var files = Files.walk(pack)) {
                var texts = files.filter(f -> f.toString().endsWith("README.md")
                                || f.getFileName().toString().contains("-step-"))
                        .toList();
                assertThat(texts)
                        .hasSizeGreaterThan(5)
                        .allSatisfy(f -> assertThat(Files.readString(f)).contains("EMULATOR", "http://127.0.0.1:5000"));
            }
        }
    }

    @Test
    void whoever_comes_back_to_an_emulator_is_told_that_it_may_have_forgotten_and_may_begin_anew() throws Exception {
        assertThat(SessionChoice.of(state(), HERE, Optional.empty()).notices()).isEmpty();
        var session = worked();
        var back = SessionChoice.of(state(), HERE, Optional.empty());
        assertThat(back.session()).isEqualTo(session);
        assertThat(back.notices())
                .singleElement()
                .satisfies(n -> assertThat(n)
                        .contains(session, "1 skipped", "http://127.0.0.1:5000", "may have forgotten", "--new"));

        var anew = SessionChoice.anew(state(), HERE);
        assertThat(anew.session()).isNotEqualTo(session);
        assertThat(anew.before()).isEmpty();
        assertThat(anew.notices())
                .singleElement()
                .satisfies(n -> assertThat(n).contains(session, "as it was before", "Nothing done there counts here"));
        try (var records = Records.open(state(), anew.session(), new VirtualTime(MedZenEstate.START))) {
            records.trail().append("lead", "session.open", "", HERE.recorded());
        }
        assertThat(SessionChoice.of(state(), HERE, Optional.empty()))
                .as("from now on that one is the last")
                .satisfies(c -> assertThat(c.session()).isEqualTo(anew.session()))
                .satisfies(c -> assertThat(c.notices()).isEmpty());
    }

    @Test
    void nothing_is_begun_anew_on_aws_which_forgets_nothing() {
        assertThatThrownBy(() -> SessionChoice.anew(state(), with("mode", Mode.LIVE)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("for emulators only");
    }

    @Test
    void another_text_of_the_same_plan_is_a_new_session_that_says_so_and_is_carried_over_by_name() throws Exception {
        var session = worked();
        var edited = with("planDigest", "b".repeat(64));
        try (var workplace = open(edited)) {
            assertThat(workplace.session().view().resumption().orElseThrow())
                    .contains(session, "1 skipped", "the plan's text", "--continue " + session);
        }
        try (var carried = open(edited, Optional.of(session))) {
            assertThat(settled(carried)).containsExactly("1.1");
            assertThat(carried.records().trail().records(1, Long.MAX_VALUE))
                    .filteredOn(r -> r.kind().equals("session.carried"))
                    .singleElement()
                    .satisfies(r ->
                            assertThat(r.data().get("differences").toString()).contains("the plan's text"));
        }
        // From now on that is its world, and the text before is another.
        try (var again = open(edited)) {
            assertThat(again.session().view().session()).isEqualTo(session);
        }
        try (var before = open(HERE)) {
            assertThat(settled(before)).isEmpty();
            assertThat(before.session().view().session()).isNotEqualTo(session);
        }
    }

    @Test
    void a_working_copy_that_is_chosen_in_the_window_is_recorded_and_there_at_the_next_start() throws Exception {
        var copy = Files.createDirectories(folder.resolve("project"));
        try (var workplace = open(HERE)) {
            var session = workplace.session();
            session.workingCopy(copy, LEAD);
            assertThat(session.workingCopy()).isEqualTo(copy);
            assertThatThrownBy(() -> session.workingCopy(folder.resolve("nowhere"), LEAD))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("There is no folder");
        }
        var again = SessionChoice.of(state(), HERE, Optional.empty());
        assertThat(again.before().flatMap(TrailSummary::workingCopy)).contains(copy.toString());
    }

    @Test
    void after_a_restart_the_log_of_a_step_says_what_the_trail_knows() throws Exception {
        worked();
        try (var workplace = open(HERE)) {
            assertThat(workplace.session().view().step("1.1").orElseThrow().log())
                    .extracting(l -> l.text())
                    .containsExactly("skipped by lead: it was done by hand, see the ticket");
        }
    }

    @Test
    void work_of_another_place_is_not_carried_over_by_any_name() throws Exception {
        var session = worked();

        assertThatThrownBy(() -> open(with("endpoint", Optional.of("http://127.0.0.1:5001")), Optional.of(session)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the endpoint: http://127.0.0.1:5000 there, http://127.0.0.1:5001 here");
        assertThatThrownBy(() -> open(HERE, Optional.of("live-1")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no session live-1");
    }

    @Test
    void a_folder_of_an_older_console_has_a_clear_way_on() throws Exception {
        var live = new SessionWorld(
                Mode.LIVE, "aws", MedZenEstate.ACCOUNT, Optional.empty(), plan.id(), "a".repeat(64), Optional.empty());
        try (var records = Records.open(state(), "live-" + plan.id(), new VirtualTime(MedZenEstate.START))) {
            records.trail()
                    .append(
                            "lead",
                            "session.open",
                            "",
                            Map.of("plan", plan.id(), "account", plan.account(), "mode", "LIVE"));
            records.memory()
                    .write(
                            "lead",
                            "step.skipped",
                            "1.1",
                            Map.of("reason", "long ago"),
                            r -> List.of(new Memory.Change("step", "1.1", skipped(r))));
        }
        try (var workplace = open(live)) {
            assertThat(settled(workplace)).isEmpty();
            assertThat(workplace.session().view().resumption().orElseThrow())
                    .contains("An older console did not record", "--continue live-" + plan.id());
        }
        try (var carried = open(live, Optional.of("live-" + plan.id()))) {
            assertThat(carried.session().view().session()).isEqualTo("live-" + plan.id());
        }
    }

    /** What the console keeps of a step beside its record. */
    private static String skipped(AuditRecord record) {
        return """
                {"stage": "SKIPPED", "at": "%1$s", "started": "%1$s", "took": null, "by": "lead", "text": "long ago",
                 "problem": null, "fingerprint": "", "action": 0, "attempts": 0}
                """.formatted(Instant.parse(record.at()));
    }

    @Test
    void rehearsal_emulator_and_live_never_share_a_folder_in_any_order() throws Exception {
        for (var first : Mode.values()) {
            for (var then : Mode.values()) {
                var state = StateDirectory.at(folder.resolve(first + "-" + then));
                try (var records = Records.open(state, "first", new VirtualTime(MedZenEstate.START))) {
                    records.trail()
                            .append(
                                    "lead",
                                    "session.open",
                                    "",
                                    with("mode", first).recorded());
                }
                var world = with("mode", then);
                if (first == then) {
                    assertThat(SessionChoice.of(state, world, Optional.empty()).session())
                            .isNotBlank();
                } else {
                    assertThatThrownBy(() -> SessionChoice.of(state, world, Optional.empty()))
                            .isInstanceOf(StoreProblem.class)
                            .hasMessageContaining("never share a folder");
                }
            }
        }
    }

    @Test
    void a_summary_of_a_session_holds_nothing_of_another() throws Exception {
        var names = List.of("one", "two", "three");
        for (var name : names) {
            try (var records = Records.open(state(), name, new VirtualTime(MedZenEstate.START))) {
                records.trail()
                        .append(
                                "lead",
                                "session.open",
                                "",
                                with("account", name).recorded());
                records.trail().append("lead", "step.succeeded", name, Map.of());
                records.trail().append("lead", "hold.on", "", Map.of());
            }
        }
        try (var records = Records.open(state(), "four", new VirtualTime(MedZenEstate.START))) {
            records.trail().append("lead", "session.open", "", HERE.recorded());
        }
        var all = TrailSummary.each(state().database());
        assertThat(all).extracting(TrailSummary::session).containsExactly("one", "two", "three", "four");
        for (var name : names) {
            var summary = all.get(names.indexOf(name));
            assertThat(summary.succeeded()).containsExactly(name);
            assertThat(summary.lastResult().orElseThrow().step()).isEqualTo(name);
            assertThat(summary.opened().get("account")).isEqualTo(name);
        }
        assertThat(TrailSummary.of(state().database()))
                .satisfies(s -> assertThat(s.session()).isEqualTo("four"))
                .satisfies(s -> assertThat(s.lastResult()).isEmpty())
                .satisfies(s -> assertThat(s.held()).isFalse());
    }
}
