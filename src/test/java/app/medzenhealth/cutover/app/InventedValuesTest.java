package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.ParameterUses;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the rehearsal knows is never taken for what is on a real account. */
final class InventedValuesTest {
    private static final Pattern NAME = Pattern.compile("medzen[-/][A-Za-z0-9_/.-]*[A-Za-z0-9]");
    /** More words than a name or a command has. */
    private static final int PROSE = 5;

    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();

    /** @param kind {@code written}, {@code made} or {@code word} */
    private record Known(String kind, String literal, String where) {}

    private static Map<String, Known> known() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/plans/medzen-literals.tsv")).stream()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split("\t", -1))
                .map(c -> new Known(c[0], c[1], c[2]))
                .collect(Collectors.toMap(Known::literal, k -> k, (a, b) -> a, LinkedHashMap::new));
    }

    /** Every text in the inputs of steps, verifications, checklists, soaks and criteria, with where it stands. */
    private Map<String, String> literals() {
        var found = new TreeMap<String, String>();
        plan.everything().forEach(p -> {
            uses(p).forEach((use, at) -> collect(use.with(), at, found));
        });
        plan.criteria().forEach(c -> c.measure().ifPresent(m -> collect(m.with(), c.id(), found)));
        return found;
    }

    private static Map<ActionUse, String> uses(Phase phase) {
        var uses = new LinkedHashMap<ActionUse, String>();
        phase.steps().forEach(s -> {
            s.actions().forEach(a -> uses.put(a, s.id()));
            s.verify().forEach(v -> v.by().ifPresent(a -> uses.put(a, s.id())));
        });
        phase.checklists().forEach(c -> c.items().forEach(i -> i.check().ifPresent(a -> uses.put(a, i.id()))));
        phase.soak().ifPresent(s -> s.checks().forEach(a -> uses.put(a, "soak of " + phase.id())));
        return uses;
    }

    private static void collect(Object value, String at, Map<String, String> into) {
        switch (value) {
            case String text -> into.put(text, at);
            case Map<?, ?> map -> map.values().forEach(v -> collect(v, at, into));
            case List<?> list -> list.forEach(v -> collect(v, at, into));
            case null, default -> {}
        }
    }

    /** Ids of the plan's own parts, permissions, quotas, durations, regions: of a form that names no resource. */
    private boolean isOfTheForm(String text) {
        return text.isEmpty()
                || plan.phase(text).isPresent()
                || plan.step(text).isPresent()
                || plan.message(text).isPresent()
                || plan.region(text).isPresent()
                || text.matches("[a-z0-9-]+:[A-Z][A-Za-z]+|[a-z]+/L-[0-9A-F]+>=\\d+|P(\\d+D)?(T[0-9HMS]+)?|\\d+");
    }

    @Test
    void every_literal_of_the_plan_is_written_in_it_made_by_it_or_names_nothing() throws IOException {
        var known = known();
        var strange = new TreeMap<String, String>();
        literals().forEach((text, at) -> {
            var bare = text.replaceAll("\\$\\{[^}]*}", "");
            if (isOfTheForm(bare) || known.containsKey(bare) || bare.matches("[-/]*")) {
                return;
            }
            var names = NAME.matcher(bare).results().map(r -> r.group()).toList();
            var prose = bare.split("\\s+").length >= PROSE || bare.startsWith("AWS/") || bare.contains(" = ");
            if (!prose || !known.keySet().containsAll(names)) {
                strange.put(text, at);
            }
        });
        assertThat(strange)
                .as("neither in the written plan nor made by a step: make it a parameter with a rehearsal value")
                .isEmpty();
        System.out.printf(
                "%d literals in the plan's inputs: %s%n",
                literals().size(),
                known.values().stream()
                        .collect(Collectors.groupingBy(Known::kind, TreeMap::new, Collectors.counting())));
    }

    @Test
    void what_a_step_is_said_to_make_stands_in_its_inputs() throws IOException {
        for (var made : known().values()) {
            if (made.kind().equals("made") && plan.step(made.where()).isPresent()) {
                var inputs = new TreeMap<String, String>();
                plan.step(made.where()).orElseThrow().actions().forEach(a -> collect(a.with(), "", inputs));
                assertThat(inputs.keySet()).as(made.toString()).anyMatch(t -> t.contains(made.literal()));
            }
        }
    }

    @Test
    void no_text_that_people_read_names_what_only_the_rehearsal_knows() throws IOException {
        var lines = Files.readAllLines(Path.of("assets/plans/medzen-eu-central-1.yaml"));
        var named = new TreeSet<String>();
        var folded = false;
        for (var line : lines) {
            folded = line.startsWith("    rehearsal:") || folded && line.startsWith("      ");
            if (!folded) {
                NAME.matcher(line)
                        .results()
                        .map(r -> r.group().replaceFirst("\\.zip$", ""))
                        .forEach(named::add);
            }
        }
        assertThat(known().keySet()).containsAll(named);
        assertThat(named).doesNotContainAnyElementsOf(invented());
    }

    /** The rehearsal's values that are nothing else in the plan besides. */
    private Set<String> invented() throws IOException {
        var known = known();
        var values = plan.parameters().stream()
                .flatMap(p -> p.rehearsal().stream())
                .flatMap(v -> Stream.of(v.split(",")))
                .map(String::strip)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // Only a name in a plan: as a word of its own it may be anything.
        var also = Set.of("default", "2026-01-24");
        values.removeIf(v -> known.containsKey(v) || also.contains(v));
        return values;
    }

    @Test
    void a_live_session_with_nothing_set_uses_no_invented_value_in_any_step() throws Exception {
        var invented = invented();
        var used = new TreeSet<String>();
        var steps = 0;
        var locked = 0;
        try (var live = LiveOnEstate.open(plan, folder)) {
            for (var step : plan.steps().toList()) {
                steps++;
                for (var part : live.session().review(step.id()).parts()) {
                    var texts = new TreeMap<String, String>();
                    collect(part.use().with(), step.id(), texts);
                    part.preview().calls().forEach(c -> texts.put(c.toString(), step.id()));
                    // Nothing that is not set was looked for, and not found: that would prove nothing.
                    assertThat(part.checks())
                            .noneMatch(c -> c.passed() && c.title().contains("${"));
                    texts.keySet()
                            .forEach(t -> invented.stream()
                                    .filter(t::contains)
                                    .forEach(v -> used.add(
                                            step.id() + " " + part.use().type() + ": " + v)));
                }
                var asks = Variables.in(
                                step.actions().stream().map(ActionUse::with).toList())
                        .stream()
                        .flatMap(v -> plan.parameter(v).stream())
                        .filter(p -> p.value().isEmpty())
                        .toList();
                var state = live.session().view().step(step.id()).orElseThrow().state();
                if (!asks.isEmpty()) {
                    locked++;
                    assertThat(state).as(step.id()).isInstanceOf(StepState.Locked.class);
                    assertThat(((StepState.Locked) state).locks())
                            .as(step.id())
                            .anyMatch(l -> asks.stream().anyMatch(a -> l.why().contains(a.title()))
                                    && l.opens().contains("Parameters"));
                }
            }
        }
        System.out.printf(
                "%d invented values, %d steps reviewed live with nothing set: %d use one; %d wait for a value and say which%n",
                invented.size(), steps, used.size(), locked);
        assertThat(used).isEmpty();
        assertThat(locked).isPositive();
    }

    @Test
    void a_pack_saved_with_nothing_set_holds_no_invented_value_and_stops_for_each() throws Exception {
        var found = new ArrayList<String>();
        try (var live = LiveOnEstate.open(plan, folder)) {
            var saved = live.session().breakGlass(Set.of(), folder.resolve("pack"), live.lead(), Progress.SILENT);
            var invented = invented();
            for (var file : saved.digests().keySet()) {
                var text = Files.readString(saved.folder().resolve(file), StandardCharsets.ISO_8859_1);
                // What the project's own files hold is the project's.
                if (!file.startsWith("files/") || file.contains("message-")) {
                    invented.stream().filter(text::contains).forEach(v -> found.add(file + ": " + v));
                }
            }
            assertThat(found).isEmpty();
            assertThat(saved.pack().unset()).anyMatch(u -> u.contains("SET_HOSTED_ZONE"));
            assertThat(Files.readString(saved.folder().resolve("README.md"))).contains("SET_HOSTED_ZONE");
            var script = saved.pack().parts().stream()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> s.step().equals("5.8"))
                    .findFirst()
                    .orElseThrow()
                    .text();
            assertThat(script)
                    .contains("set_before SET_HOSTED_ZONE")
                    .contains("--hosted-zone-id \"${SET_HOSTED_ZONE}\"");
            System.out.printf(
                    "%d files of the pack, 0 invented values, %d values asked for%n",
                    saved.digests().size(), saved.pack().unset().size());
        }
    }

    @Test
    void that_there_is_none_is_a_written_decision_and_the_steps_say_so() throws Exception {
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            assertThatThrownBy(() -> session.setParameter("capeTownTables", "none"))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> session.setNone("capeTownTables", live.lead(), " "))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> session.setNone("hostedZone", live.lead(), "there is no zone at all"))
                    .isInstanceOf(Refusal.class);
            session.setNone("capeTownTables", live.lead(), "Looked up on Monday: the list was empty");

            var step = session.view().step("6.6").orElseThrow().step();
            assertThat(step.confirm()).isEqualTo(Step.Confirm.NONE);
            var review = session.review("6.6");
            assertThat(review.parts().get(1).checks()).allMatch(Check::passed);
            assertThat(review.parts().get(1).preview().summary())
                    .contains("nothing to do", "lead@medzen", "the list was empty");
            assertThat(review.parts()).allMatch(p -> p.preview().calls().isEmpty());
            // One of two kinds of API is none: the other is deleted all the same.
            session.setNone("capeTownRestApis", live.lead(), "Looked up on Monday: only an HTTP API");
            session.setParameter("capeTownHttpApis", "medzen-chime-events");
            assertThat(session.view()
                            .step("6.5")
                            .orElseThrow()
                            .step()
                            .actions()
                            .getFirst()
                            .type())
                    .isEqualTo("apigw.delete");
            // Setting a value takes the decision back.
            session.setParameter("capeTownTables", "medzen-meetings-af");
            assertThat(session.view()
                            .step("6.6")
                            .orElseThrow()
                            .step()
                            .actions()
                            .getFirst()
                            .type())
                    .isEqualTo("dynamodb.delete-tables");
        }
    }

    /** Whatever is known of the values: a name in braces is for the plan's author, and nothing may be looked for under it. */
    @Test
    void no_step_shows_a_variable_before_or_after_the_values_are_set() throws Exception {
        var shown = new ArrayList<String>();
        try (var live = LiveOnEstate.open(plan, folder)) {
            shown.addAll(variables(live.session()));
            plan.parameters()
                    .forEach(p -> p.rehearsal()
                            .or(p::value)
                            .ifPresent(v -> live.session().setParameter(p.id(), v)));
            shown.addAll(variables(live.session()));
            live.workplace()
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .filter(r -> r.data().toString().contains("${"))
                    .forEach(r -> shown.add("record " + r.seq() + " " + r.kind() + " " + r.step()));
        }
        assertThat(shown).isEmpty();
    }

    private List<String> variables(Session session) throws InterruptedException {
        var shown = new ArrayList<String>();
        for (var step : plan.steps().toList()) {
            var view = session.view().step(step.id()).orElseThrow();
            var texts = new ArrayList<>(List.of(view.state().toString()));
            try {
                for (var part : session.review(step.id()).parts()) {
                    texts.add(part.title());
                    texts.add(part.preview().toString());
                    part.checks().forEach(c -> texts.add(c.toString()));
                }
            } catch (Refusal r) {
                texts.add(r.toString());
            }
            texts.stream().filter(t -> t.contains("${")).forEach(t -> shown.add(step.id() + ": " + t));
        }
        return shown;
    }

    /** What nothing is done with needs no value; what something is done with needs each of its values, whatever there is none of. */
    @Test
    void a_step_waits_for_the_values_of_what_is_left_to_do_and_for_no_others() throws Exception {
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            plan.parameters().stream()
                    .filter(p -> p.count().maybeNone())
                    .forEach(p -> session.setNone(p.id(), live.lead(), "Looked up on Monday: there is none"));

            var view = session.view();
            var needless = new ArrayList<String>();
            for (var phase : plan.everything().toList()) {
                for (var planned : phase.steps()) {
                    var now = view.step(planned.id()).orElseThrow();
                    var used = now.step().actions().stream()
                            .flatMap(a -> ParameterUses.in(plan, a))
                            .filter(v -> plan.parameter(v).isPresent())
                            .filter(v -> view.parameters().getOrDefault(v, "").isBlank())
                            .collect(Collectors.toSet());
                    planned.actions().stream()
                            .flatMap(a -> ParameterUses.in(plan, a))
                            .filter(v -> plan.parameter(v).isPresent() && !used.contains(v))
                            .filter(v -> view.parameters().getOrDefault(v, "").isBlank())
                            .forEach(v -> needless.add(planned.id() + " " + v));
                    assertThat(asked(now)).as(planned.id()).isEqualTo(used);
                }
                var asked = ParameterUses.of(plan).missing(plan, phase, view.parameters()).stream()
                        .map(Plan.Parameter::id)
                        .collect(Collectors.toSet());
                var left = Stream.concat(view.phases().stream(), view.rollbacks().stream())
                        .filter(p -> p.phase().equals(phase))
                        .findFirst()
                        .orElseThrow();
                assertThat(left.missing()).as("phase " + phase.id()).allMatch(p -> asked.contains(p.id()));
                left.steps()
                        .forEach(s -> assertThat(left.missing())
                                .as("phase " + phase.id() + " names what step "
                                        + s.step().id() + " waits for")
                                .extracting(Plan.Parameter::id)
                                .containsAll(asked(s)));
            }
            System.out.println("values that only what has nothing to do would use: " + needless);
            assertThat(needless).isNotEmpty();
        }
    }

    /** The values that a step waits for. */
    private static Set<String> asked(SessionView.StepView step) {
        return step.state() instanceof StepState.Locked(var locks)
                ? locks.stream()
                        .flatMap(l -> l.cause() instanceof StepState.Cause.Value(var id, var title)
                                        && l.why().contains(title)
                                ? Stream.of(id)
                                : Stream.empty())
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
