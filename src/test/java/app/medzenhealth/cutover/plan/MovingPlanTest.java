package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.ActionSignature.Input;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A small plan whose database moves, with one thing of it changed at a time: the change brings the problem that it is. What the small plan
 * lacks besides stands in both and is left out of account; that whole plans are sound is shown elsewhere.
 */
class MovingPlanTest {
    private static final Set<String> LISTS =
            Set.of("rules", "options", "steps", "emails", "alarms", "signals", "functions", "securityGroups");

    private static final List<ActionSignature> ACTIONS = List.of(
            action("dns.ttl", Trait.SETS_TTL, Trait.ABOUT_NAMES),
            action("dns.change", Trait.REDIRECTS, Trait.ABOUT_NAMES),
            action("dns.delete", Trait.TAKES_NAME_AWAY, Trait.ABOUT_NAMES),
            action("rds.create-replica", Trait.REPLICATES, Trait.MAKES_DATABASE),
            action("rds.create-snapshot", Trait.TAKES_SNAPSHOT, Trait.SAVES),
            action("rds.promote", Trait.PROMOTES),
            action("rds.delete-instance", Trait.DESTROYS),
            action("fence.writes", Trait.FENCES),
            action("fence.lift", Trait.LIFTS_FENCE),
            action("ecs.scale", Trait.SCALES),
            action("ecs.create-service", Trait.MAKES_SERVICE),
            action("rules.switch", Trait.SWITCHES_TRIGGERS),
            action("alarms.topic", Trait.MAKES_ALARM_TOPIC),
            action("alarms.put", Trait.MAKES_ALARMS),
            action("health.make", Trait.MAKES_HEALTH_CHECK),
            action("health.hold", Trait.HOLDS_HEALTH_CHECK),
            action("message.send", Trait.SENDS_MESSAGE, Trait.BY_PERSON),
            action("decision.record", Trait.ASKS, Trait.BY_PERSON),
            reading("sql.parity", Trait.PROVES_PARITY),
            reading("ecs.serves", Trait.PROVES_BACKING),
            reading("http.check", Trait.CHECKS_ADDRESS),
            reading("steps.done", Trait.ASKS_WHETHER_DONE),
            reading("rds.check", Trait.CHECKS_DATABASE),
            reading("metrics.watch", Trait.READS_METRICS));

    private static final String PLAN = """
            version: 1
            id: moving
            title: Moving
            company: Example
            summary: A database moves.
            account: "123456789012"
            window: { opens: "02:00", closes: "04:00", downtimeBudget: PT5M, date: day, go: cut.go, steps: [cut.fence], source: here }
            regions:
              - { id: us-west-2, city: Boardman, country: USA, latitude: 45.8, longitude: -119.7, before: primary, after: secondary }
              - { id: us-east-2, city: Columbus, country: USA, latitude: 39.9, longitude: -83.0, before: target, after: primary }
            parameters:
              - { id: day, title: Day, kind: date, source: here }
            phases:
              - id: prep
                title: Prepare
                goal: Prepare
                planned: { least: P1D, most: P2D }
                regions: { us-west-2: write, us-east-2: write }
                source: here
                steps:
            STEP prep.ttl reversible review { type: dns.ttl, with: { zone: Z1, name: app.example.org, type: CNAME, ttl: 60, wait: true } }
            STEP prep.replica reversible review { type: rds.create-replica, region: us-east-2, with: { instance: new, source: old, sourceRegion: us-west-2 } }
            STEP prep.service reversible review { type: ecs.create-service, region: us-east-2, with: { cluster: c, service: s } }
            STEP prep.snapshot reversible review { type: rds.create-snapshot, region: us-west-2, with: { instance: old, snapshot: s0 } }
            STEP prep.copy reversible review { type: rds.create-replica, region: us-east-2, with: { instance: drill, source: old, sourceRegion: us-west-2 } }
            STEP prep.drill irreversible typed { type: rds.promote, region: us-east-2, with: { instance: drill } }
            STEP prep.gone irreversible typed { type: rds.delete-instance, region: us-east-2, with: { instance: drill } }
            STEP prep.topic reversible review { type: alarms.topic, region: us-east-2, with: { topic: wake, emails: [a@example.org] } }
            STEP prep.alarms reversible review { type: alarms.put, region: us-east-2, with: { topic: "arn:aws:sns:us-east-2:123456789012:wake", alarms: [ { name: load, metric: CPUUtilization, comparison: ">", threshold: 80, periodSeconds: 60, evaluations: 5, dimensions: { DBInstanceIdentifier: new } } ] } }
            STEP prep.tell reads none { type: message.send, with: { message: soon } }
              - id: cut
                title: Cut over
                goal: Cut over
                planned: { least: PT1H, most: PT2H }
                after: [prep]
                regions: { us-west-2: write, us-east-2: write }
                source: here
                checklists:
                  - id: ready
                    title: Ready
                    gates: cut.fence
                    source: here
                    items:
                      - { id: ready-1, text: The promotion was timed, check: { type: steps.done, with: { steps: [prep.drill] } }, source: here }
                      - { id: ready-2, text: It lags little, check: { type: rds.check, region: us-east-2, with: { instance: new, expect: { maxLagSeconds: 30 } } }, source: here }
                      - { id: ready-3, text: Two are here, valid: PT2H, source: here }
                steps:
            STEP cut.go reads none { type: decision.record, with: { question: Shall we, options: [Go on, No], recommended: Go on } }
            STEP cut.fence reversible review { type: fence.writes, region: us-west-2, with: { instance: old, cluster: c, service: s, securityGroup: sg-1, rules: [nightly] } }
            STEP cut.snapshot reversible review { type: rds.create-snapshot, region: us-west-2, with: { instance: old, snapshot: s1 } }
            STEP cut.compare reads none { type: sql.parity, region: us-east-2, with: { source: old, target: new } }
            STEP cut.promote irreversible typed { type: rds.promote, region: us-east-2, with: { instance: new } }
            STEP cut.start reversible review { type: ecs.scale, region: us-east-2, with: { cluster: c, service: s, desired: 2 } } { type: ecs.serves, region: us-east-2, with: { cluster: c, service: s, database: new } }
            STEP cut.look reads none { type: http.check, with: { url: "https://app.example.org/", connectTo: east.us-east-2.elb.amazonaws.com, status: 200 } }
            STEP cut.switch reversible review { type: dns.change, with: { zone: Z1, name: app.example.org, type: CNAME, value: east.us-east-2.elb.amazonaws.com, ttl: 60 } } { type: http.check, with: { url: "https://app.example.org/", status: 200 } }
            STEP cut.rules reversible review { type: rules.switch, region: us-east-2, with: { rules: [nightly], state: "on" } }
            STEP cut.watch reads none { type: metrics.watch, region: us-east-2, with: { for: PT10M, signals: ["AWS/RDS CPUUtilization DBInstanceIdentifier=new avg > 80"] } }
              - id: tidy
                title: Tidy
                goal: Tidy
                planned: { least: P1D, most: P2D }
                after: [cut]
                soak: { phase: cut, time: PT24H, checks: [ { type: rds.check, region: us-east-2, with: { instance: new } }, { type: http.check, with: { url: "https://app.example.org/", status: 200 } } ], source: here }
                regions: { us-west-2: write }
                source: here
                steps:
            STEP tidy.old irreversible typed { type: rds.delete-instance, region: us-west-2, with: { instance: old, finalSnapshot: last } }
            rollbacks:
              - from: cut.fence
                costs:
                  - { step: cut.fence, text: Two minutes., pointOfNoReturn: false }
                procedure:
                  id: back
                  title: Back
                  goal: Back
                  planned: { least: PT3M, most: PT10M }
                  regions: { us-west-2: write, us-east-2: write }
                  source: here
                  steps:
            STEP back.stop reversible review { type: ecs.scale, region: us-east-2, with: { cluster: c, service: s, desired: 0 } }
            STEP back.off reversible review { type: rules.switch, region: us-east-2, with: { rules: [nightly], state: "off" } }
            STEP back.open reversible review { type: fence.lift, region: us-west-2, with: { instance: old, cluster: c, service: s, securityGroup: sg-1, rules: [nightly], desired: 2 } }
            STEP back.name reversible review { type: dns.change, with: { zone: Z1, name: app.example.org, type: CNAME, value: west.us-west-2.elb.amazonaws.com, ttl: 60 } } { type: http.check, with: { url: "https://app.example.org/", status: 200 } }
            messages:
              - { id: soon, due: "T-7 d", channel: e-mail, subject: Soon, body: We move soon., source: here }
            contacts:
              - { role: Desk, reach: extension 17, source: here }
            """;

    /** What is no sound plan's. */
    private static final List<String> LACKS = problems(PLAN);

    private static Kind kind(String input) {
        if (LISTS.contains(input)) {
            return Kind.LIST;
        }
        return switch (input) {
            case "ttl", "desired", "status" -> Kind.NUMBER;
            case "wait", "held" -> Kind.FLAG;
            case "expect" -> Kind.MAP;
            default -> Kind.TEXT;
        };
    }

    private static ActionSignature action(String type, Trait... traits) {
        var people = Set.of(traits).contains(Trait.BY_PERSON);
        return signature(type, !people, Set.of(traits));
    }

    private static ActionSignature reading(String type, Trait trait) {
        return signature(type, false, Set.of(trait));
    }

    private static ActionSignature signature(String type, boolean writes, Set<Trait> traits) {
        var inputs = Stream.of(
                        "zone name type ttl wait value instance source sourceRegion target snapshot finalSnapshot cluster service"
                                + " securityGroup rules state desired topic emails alarms message question options recommended"
                                + " database url connectTo status steps expect for signals setIdentifier functions failover healthCheck"
                                + " host held")
                .flatMap(s -> Stream.of(s.split(" ")))
                .map(n -> new Input(n, kind(n), Presence.OPTIONAL))
                .toList();
        return new ActionSignature(
                type,
                type,
                writes,
                false,
                inputs,
                traits.contains(Trait.MAKES_HEALTH_CHECK) ? List.of("id") : List.of(),
                List.of(),
                traits,
                Step.Confirm.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Steps are written on a line each: id, effect, confirmation, action, and what verifies it besides. */
    private static String yaml(String plan) {
        var indent = "          ";
        var out = new ArrayList<String>();
        for (var line : plan.lines().toList()) {
            if (!line.startsWith("STEP ")) {
                out.add(line);
                continue;
            }
            var words = line.split(" ", 5);
            var actions = words[4].split("(?<=}) (?=\\{ type)");
            var typed =
                    words[3].equals("typed") ? ", typed: " + words[4].replaceFirst(".*?instance: (\\w+).*", "$1") : "";
            var by = actions.length > 1 ? ", by: " + actions[1] : "";
            out.add(indent + (words[1].startsWith("back") ? "  " : "") + "- { id: " + words[1] + ", title: " + words[1]
                    + ", purpose: Because., effect: " + words[2] + ", confirm: " + words[3] + typed
                    + ", expected: PT1M, source: here, actions: [ " + actions[0] + " ], verify: [ { says: It is so" + by
                    + " } ] }");
        }
        return String.join("\n", out) + "\n";
    }

    private static List<String> problems(String plan) {
        return switch (new PlanReader(ACTIONS)
                .read(Path.of("moving.yaml"), yaml(plan).getBytes(StandardCharsets.UTF_8))) {
            case PlanReading.Read _ -> List.of();
            case PlanReading.Refused refused -> {
                assertThat(refused.problems())
                        .allSatisfy(p -> assertThat(p.remedy()).isNotBlank());
                yield refused.problems().stream().map(PlanProblem::problem).toList();
            }
        };
    }

    /** What the changes bring that was not a problem before. */
    private static List<String> brings(String... fromsAndTos) {
        var text = PLAN;
        for (var i = 0; i < fromsAndTos.length; i += 2) {
            assertThat(text).contains(fromsAndTos[i]);
            text = text.replace(fromsAndTos[i], fromsAndTos[i + 1]);
        }
        return problems(text).stream().filter(p -> !LACKS.contains(p)).toList();
    }

    private static void refused(String from, String to, String problem) {
        assertThat(brings(from, to))
                .as(from + " → " + to)
                .anySatisfy(p -> assertThat(p).contains(problem));
    }

    @Test
    void the_plan_itself_is_read_and_lacks_only_what_a_small_plan_may_lack() {
        assertThat(LACKS)
                .allSatisfy(p -> assertThat(p)
                        .doesNotContain("there is no action", "has no input", "is not a", "go in a circle"));
    }

    @Test
    void a_promotion_is_of_the_replica_of_what_is_fenced_and_was_compared_with_it() {
        refused(
                "{ instance: new, source: old, sourceRegion",
                "{ instance: new, source: other, sourceRegion",
                "no step makes it a replica of old");
        refused(
                "{ source: old, target: new }",
                "{ source: old, target: other }",
                "no step before cut.promote compares it");
        refused(
                "{ source: old, target: new }",
                "{ source: other, target: new }",
                "is compared with other, but what is fenced is old");
        refused(
                "type: sql.parity, region: us-east-2",
                "type: sql.parity, region: us-west-2",
                "no step before cut.promote compares it");
        refused(
                "with: { instance: drill, source: old",
                "with: { instance: drill2, source: old",
                "nothing in phase prep closes the side");
        refused(
                "type: rds.promote, region: us-east-2, with: { instance: drill }",
                "type: rds.promote, region: us-east-2, with: { instance: new }",
                "the cutover or a way back promotes that very database");
    }

    @Test
    void users_are_led_by_one_name_to_the_side_that_takes_writes_and_somebody_looks() {
        refused("value: east.us-east-2.elb", "value: west.us-west-2.elb", "but what takes writes is in us-east-2");
        refused(
                "name: app.example.org, type: CNAME, value: west",
                "name: old.example.org, type: CNAME, value: west",
                "but elsewhere the plan leads users by");
        refused(
                "zone: Z1, name: app.example.org, type: CNAME, value: west",
                "zone: Z2, name: app.example.org, type: CNAME, value: west",
                "and elsewhere in Z2");
        refused("connectTo: east.us-east-2", "connectTo: another.us-east-2", "nobody has looked whether east");
        refused(
                "value: east.us-east-2.elb.amazonaws.com, ttl: 60",
                "value: east.us-east-2.elb.amazonaws.com, ttl: 300",
                "be kept for 300 s");
        refused(
                "value: east.us-east-2.elb.amazonaws.com, ttl: 60",
                "value: east.us-east-2.elb.amazonaws.com, ttl: 60, setIdentifier: a",
                "by a routing policy while production moves");
        refused("wait: true", "wait: false", "lowers how long app.example.org is kept");
        assertThat(brings("ttl: 60 } } { type", "ttl: 120 } } { type")).isEmpty();
    }

    @Test
    void a_name_that_users_are_led_by_is_neither_taken_away_nor_switched_before_the_cutover() {
        refused(
                "{ type: dns.ttl, with: { zone: Z1",
                "{ type: dns.delete, with: { zone: Z1",
                "the name that users are led by");
        refused(
                "{ type: dns.ttl, with: { zone: Z1",
                "{ type: dns.change, with: { value: east.us-east-2.elb.amazonaws.com, zone: Z1",
                "before the cutover has closed the old side");
    }

    @Test
    void what_serves_runs_beside_and_on_the_promoted_database() {
        refused(
                "type: ecs.scale, region: us-east-2, with: { cluster: c, service: s, desired: 2",
                "type: ecs.scale, region: us-west-2, with: { cluster: c, service: s, desired: 2",
                "but what takes writes is in us-east-2");
        refused(
                "service: s, desired: 2 } } {",
                "service: other, desired: 2 } } {",
                "users are served by no service that the plan makes");
        refused(
                "service: s, database: new",
                "service: s, database: old",
                "nothing reads whether the tasks of s serve from new");
        refused(
                "type: ecs.serves, region: us-east-2",
                "type: ecs.serves, region: us-west-2",
                "nothing reads whether the tasks");
    }

    @Test
    void the_closed_database_is_kept_as_it_was_before_and_as_it_stood_still() {
        refused(
                "{ instance: old, snapshot: s0 }",
                "{ instance: other, snapshot: s0 }",
                "no step takes a snapshot of old in us-west-2 before step cut.fence");
        refused(
                "{ instance: old, snapshot: s1 }",
                "{ instance: other, snapshot: s1 }",
                "after step cut.fence has closed it");
    }

    @Test
    void a_fence_has_a_window_on_a_day_a_go_and_a_downtime_that_ends_in_it() {
        refused("steps: [cut.fence]", "steps: [cut.promote]", "the change window does not bind it");
        refused("date: day, ", "", "on whatever day it is");
        refused("go: cut.go, ", "", "nobody has decided on it before");
        refused("go: cut.go, ", "go: cut.start, ", "nobody has decided on it before");
        refused("downtimeBudget: PT5M", "downtimeBudget: PT2H", "no limit that ends inside the change window");
        refused("downtimeBudget: PT5M", "downtimeBudget: PT0S", "no limit that ends inside the change window");
        assertThat(brings("downtimeBudget: PT5M", "downtimeBudget: PT1H59M")).noneMatch(p -> p.contains("no limit"));
        assertThat(brings("opens: \"02:00\", closes: \"04:00\"", "opens: \"23:00\", closes: \"01:00\""))
                .isEmpty();
        refused("steps: [prep.drill]", "steps: [prep.copy]", "asks for a promotion that was timed");
        assertThat(brings("gates: cut.fence", "gates: cut.go"))
                .as("whoever decides on the window is asked before the fence")
                .isEmpty();
        refused("gates: cut.fence", "gates: prep.tell", "asks for a promotion that was timed");
    }

    @Test
    void a_decision_leaves_a_choice_and_one_can_say_no() {
        refused("options: [Go on, No]", "options: [Go on]", "it leaves no choice");
        refused("options: [Go on, No]", "options: [Go on, Later]", "nobody can say no");
        refused("options: [Go on, No]", "options: [Go on, Go on, Go slow, No]", "would lead on as");
        refused("recommended: Go on", "recommended: Perhaps", "is none of its options");
        refused("go: cut.go, ", "go: prep.snapshot, ", "is to decide on the window, and asks nobody");
    }

    @Test
    void the_way_back_opens_what_was_closed_as_it_was_closed_once_the_other_side_stands_still() {
        refused(
                "type: fence.lift, region: us-west-2, with: { instance: old",
                "type: fence.lift, region: us-west-2, with: { instance: other",
                "which no step of the cutover closes");
        refused(
                "securityGroup: sg-1, rules: [nightly], desired: 2",
                "securityGroup: sg-2, rules: [nightly], desired: 2",
                "would open by the securityGroup sg-2");
        refused("rules: [nightly], desired: 2", "rules: [], desired: 2", "would start the rules []");
        refused("rules: [nightly], desired: 2", "rules: [nightly], desired: 0", "would start no task");
        refused("service: s, desired: 0", "service: s, desired: 1", "stops the other side");
        refused(
                "service: s, desired: 0",
                "service: t, desired: 0",
                "s in us-east-2, which the cutover starts, is not stopped before");
        refused(
                "  - from: cut.fence",
                "  - from: cut.promote",
                "no way back is offered from step cut.fence that opens old");
    }

    @Test
    void what_a_clock_starts_works_on_one_side_only_and_where_users_write() {
        refused(
                "rules: [nightly], state: \"off\"",
                "rules: [weekly], state: \"off\"",
                "nothing before it switches it off in us-east-2");
        refused(
                "type: rules.switch, region: us-east-2, with: { rules: [nightly], state: \"on\"",
                "type: rules.switch, region: us-west-2, with: { rules: [nightly], state: \"on\"",
                "but users write in us-east-2");
        refused("sg-1, rules: [nightly] } }", "sg-1 } }", "nothing before it switches it off in us-west-2");
        refused(
                "{ type: alarms.topic, region: us-east-2, with: { topic: wake, emails: [a@example.org] } }",
                "{ type: rules.switch, region: us-east-2, with: { rules: [nightly], state: \"on\" } }",
                "before users are led there");
    }

    @Test
    void an_alarm_can_be_raised_in_time_and_wakes_somebody() {
        refused("threshold: 80", "threshold: 100", "could never be raised");
        assertThat(brings("threshold: 80", "threshold: 99")).isEmpty();
        refused("comparison: \">\", threshold: 80", "comparison: \"<\", threshold: 0", "could never be raised");
        refused(
                "metric: CPUUtilization, comparison: \">\", threshold: 80",
                "metric: Errors, comparison: \">\", threshold: 101",
                "could never be raised");
        refused(
                "periodSeconds: 60, evaluations: 5",
                "periodSeconds: 300, evaluations: 13",
                "would be raised only after 1 h 5 min");
        assertThat(brings("periodSeconds: 60, evaluations: 5", "periodSeconds: 300, evaluations: 12"))
                .isEmpty();
        refused("emails: [a@example.org]", "emails: []", "the topic wake tells nobody");
        refused("sns:us-east-2:123456789012:wake", "sns:us-east-2:123456789012:sleep", "tell nobody");
        refused("sns:us-east-2:123456789012:wake", "sns:us-west-2:123456789012:wake", "tell nobody");
    }

    @Test
    void limits_can_be_passed_and_somebody_watches_once_users_are_led() {
        refused("avg > 80\"", "avg < 101\"", "has a limit that nothing passes");
        refused("avg > 80\"", "avg > -1\"", "has a limit that nothing passes");
        refused("maxLagSeconds: 30", "maxLagSeconds: 301", "301 s behind would count as caught up");
        assertThat(brings("maxLagSeconds: 30", "maxLagSeconds: 300")).isEmpty();
        refused("for: PT10M", "for: PT4M", "nobody watches new once step cut.switch");
        refused(
                "DBInstanceIdentifier=new avg",
                "DBInstanceIdentifier=old avg",
                "nobody watches new once step cut.switch");
        assertThat(brings("for: PT10M", "for: PT5M")).isEmpty();
    }

    @Test
    void a_soak_looks_at_what_users_were_moved_to() {
        refused(
                "checks: [ { type: rds.check, region: us-east-2, with: { instance: new } }",
                "checks: [ { type: rds.check, region: us-east-2, with: { instance: old } }",
                "does not look at new");
        refused(
                "{ type: http.check, with: { url: \"https://app.example.org/\", status: 200 } } ], source",
                "{ type: http.check, with: { url: \"https://www.example.org/\", status: 200 } } ], source",
                "whether app.example.org is answered");
    }

    @Test
    void nothing_that_users_write_to_is_deleted_and_nothing_before_the_cutover_has_held() {
        refused(
                "type: rds.delete-instance, region: us-west-2, with: { instance: old",
                "type: rds.delete-instance, region: us-east-2, with: { instance: new",
                "which the cutover makes the database that users write to");
        refused(
                "with: { instance: drill } }\nSTEP prep.topic",
                "with: { instance: sandbox } }\nSTEP prep.topic",
                "would delete for good before the cutover, phase cut");
        refused("soak: { phase: cut, time", "soak: { phase: prep, time", "would delete for good before the cutover");
        refused(
                "    after: [cut]\n    soak: { phase: cut",
                "    after: [prep]\n    soak: { phase: prep",
                "which users write to until the cutover is complete");
    }

    @Test
    void a_message_is_sent_by_a_step_and_in_time() {
        refused("{ message: soon }", "{ message: later }", "the message “soon” is sent by no step");
        refused("due: \"T-7 d\"", "due: \"T+2 d\"", "2 days after the cutover, and step prep.tell may send it before");
        refused(
                "STEP cut.rules reversible review { type: rules.switch, region: us-east-2, with: { rules: [nightly], state: \"on\" } }",
                "STEP cut.tell reads none { type: message.send, with: { message: soon } }",
                "may send it afterwards");
    }

    @Test
    void a_list_locks_something_and_nobody_ticks_while_users_wait() {
        refused("        gates: cut.fence\n", "", "locks nothing");
        refused("gates: cut.fence", "gates: cut.promote", "users are without service while it is ticked");
        refused("gates: cut.fence", "gates: cut.switch", "users are without service while it is ticked");
        assertThat(brings("gates: cut.fence", "gates: cut.watch"))
                .noneMatch(p -> p.contains("users are without service while it is ticked"));
        refused("valid: PT2H", "valid: PT25H", "a person about the moment");
        refused("with: { instance: new, expect", "with: { instance: other, expect", "how far new lags behind");
        refused("steps: [prep.drill]", "steps: [prep.never]", "there is no step or phase “prep.never”");
    }

    @Test
    void after_the_cutover_the_name_leads_where_the_cutover_led_it() {
        var old = "{ type: rds.delete-instance, region: us-west-2, with: { instance: old, finalSnapshot: last } }";
        var led = "{ type: dns.change, with: { zone: Z1, name: app.example.org, type: CNAME, ttl: 60, value: ";
        var there = "east.us-east-2.elb.amazonaws.com";
        var side = "side.us-east-2.elb.amazonaws.com";
        var instead = "irreversible typed " + old;
        assertThat(brings(instead, "reversible review " + led + there + " } }"))
                .noneMatch(p -> p.contains("but the cutover leads users to"));
        refused(
                instead,
                "reversible review " + led + side + " } }",
                "would lead app.example.org to " + side + ", but the cutover leads users to " + there);
    }

    @Test
    void nothing_goes_in_a_circle_or_waits_for_what_is_not_there() {
        refused("    after: [prep]", "    after: [prep, tidy]", "the dependencies go in a circle");
        refused("    after: [prep]", "    after: [prepare]", "there is no step or phase “prepare”");
        refused("phase: cut, time: PT24H", "phase: cutover, time: PT24H", "there is no step or phase “cutover”");
    }

    @Test
    void an_action_is_known_gets_what_it_understands_and_writes_only_where_its_phase_may() {
        refused("type: sql.parity", "type: sql.compare", "there is no action “sql.compare”");
        refused("state: \"on\"", "stat: \"on\"", "has no input “stat”");
        refused("desired: 2 } } {", "desired: two } } {", "“desired” is not a number");
        refused("wait: true", "wait: yes please", "“wait” is not true or false");
        refused("options: [Go on, No]", "options: Go on", "“options” is not a list");
        refused("expect: { maxLagSeconds: 30 }", "expect: 30", "“expect” is not a map");
        refused(
                "type: sql.parity, region: us-east-2",
                "type: sql.parity, region: us-north-9",
                "region “us-north-9” is not one of the plan's");
        refused(
                "regions: { us-west-2: write }",
                "regions: { us-west-2: read }",
                "would write to us-west-2, a bystander in phase tidy");
        refused(
                "{ type: steps.done, with: { steps: [prep.drill] } }",
                "{ type: rds.promote, region: us-east-2, with: { instance: drill } }",
                "cannot serve as evidence");
        refused(
                "STEP cut.snapshot reversible review",
                "STEP cut.snapshot reads none",
                "is said to read only, but rds.create-snapshot writes");
        refused(
                "STEP cut.snapshot reversible review",
                "STEP cut.snapshot reversible none",
                "changes something but is not confirmed");
        refused(
                "STEP cut.promote irreversible typed",
                "STEP cut.promote reversible typed",
                "cannot be taken back, but step cut.promote is called reversible");
        refused(
                "STEP cut.promote irreversible typed",
                "STEP cut.promote irreversible review",
                "is irreversible but only confirmed by review");
        refused(
                "STEP cut.snapshot reversible",
                "STEP cut.compare reversible",
                "step or phase id “cut.compare” is used twice");
    }

    /** A second side behind the name that users are led by, once production has moved. */
    private static final String BEHIND = """
            STEP tidy.first reversible review { type: health.make, with: { name: first, host: first.example.org } }
            STEP tidy.second reversible review { type: health.make, with: { name: second, host: second.example.org, held: true } }
            STEP tidy.east reversible review { type: dns.change, with: { zone: Z1, name: app.example.org, type: CNAME, ttl: 60, setIdentifier: a, failover: PRIMARY, value: east.us-east-2.elb.amazonaws.com, healthCheck: "${tidy.first.id}" } }
            STEP tidy.west reversible review { type: dns.change, with: { zone: Z1, name: app.example.org, type: CNAME, ttl: 60, setIdentifier: b, failover: SECONDARY, value: west.us-west-2.elb.amazonaws.com, healthCheck: "${tidy.second.id}" } }
            """;

    private static void behind(String from, String to, String problem) {
        var old = PLAN.lines()
                        .filter(l -> l.startsWith("STEP tidy.old"))
                        .findFirst()
                        .orElseThrow() + "\n";
        assertThat(BEHIND).contains(from);
        assertThat(brings(old, BEHIND)).noneMatch(p -> p.contains(problem));
        assertThat(brings(old, BEHIND.replace(from, to)))
                .as(from + " → " + to)
                .anySatisfy(p -> assertThat(p).contains(problem));
    }

    @Test
    void a_side_that_can_only_be_read_stands_behind_the_other_and_is_red_from_the_beginning() {
        behind(
                "value: east.us-east-2",
                "value: side.us-east-2",
                "the first to answer app.example.org, but the cutover leads");
        behind("value: west.us-west-2", "value: east.us-east-2", "the second to answer app.example.org");
        behind("failover: PRIMARY", "failover: SECONDARY", "be the only one to answer app.example.org");
        behind("failover: SECONDARY", "weight: 10", "would share users between");
        behind(", held: true", "", "is not held red from the beginning");
        behind(
                "host: first.example.org",
                "host: first.example.org, held: true",
                "is held red, and users would be led away");
        behind(", healthCheck: \"${tidy.second.id}\"", "", "nothing keeps users away from west");
        behind(", healthCheck: \"${tidy.first.id}\"", "", "nothing tells when east");
        behind("${tidy.first.id}", "${tidy.east.id}", "no step of the plan makes the health check");
        behind("host: first.example.org", "host: app.example.org", "the very name that it decides on");
    }

    @Test
    void the_check_by_which_users_are_led_is_neither_turned_red_nor_released_too_early() {
        var hold =
                "STEP tidy.hold reversible review { type: health.hold, with: { healthCheck: \"${tidy.%s.id}\", state: %s } }\n";
        behind(
                "STEP tidy.west",
                hold.formatted("first", "held") + "STEP tidy.west",
                "would turn red the check by which users are led to east");
        behind(
                "STEP tidy.west",
                hold.formatted("first", "open") + hold.formatted("second", "open") + "STEP tidy.west",
                "before anything is promoted there");
    }
}
