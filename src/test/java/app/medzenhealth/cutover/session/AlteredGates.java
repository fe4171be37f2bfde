package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.alsoDoing;
import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;
import static app.medzenhealth.cutover.session.PlanEdit.withStep;
import static app.medzenhealth.cutover.session.PlanEdit.without;

import app.medzenhealth.cutover.session.AlteredPlanTest.Altered;
import java.util.stream.Stream;

/** Altered so that triggers work on both sides, nobody can say no, lists guard nothing, or nobody hears and sees anything. */
final class AlteredGates {
    private static final String SWITCH =
            "{ type: triggers.switch, region: %s, with: { rules: [\"${retentionRule}\"], state: \"on\" } }";

    private AlteredGates() {}

    static Stream<Altered> of(String shipped) {
        return Stream.of(
                        triggers(shipped),
                        decisions(shipped),
                        secondPerson(shipped),
                        lists(shipped),
                        notices(shipped),
                        lags(shipped),
                        alarms(shipped))
                .flatMap(s -> s);
    }

    private static Stream<Altered> triggers(String shipped) {
        var early = "before users are led there";
        var both = "and nothing before it switches it off in";
        return Stream.of(
                new Altered(
                        "5.10 switches the rules on in both regions",
                        alsoDoing(shipped, "5.10", SWITCH.formatted("eu-west-1")),
                        both),
                new Altered(
                        "a later step switches a rule on in Ireland again",
                        withStep(shipped, "after.1", "after.1x", "reversible", SWITCH.formatted("eu-west-1")),
                        both),
                new Altered(
                        "4.3 switches a rule on in Frankfurt",
                        alsoDoing(shipped, "4.3", SWITCH.formatted("eu-central-1")),
                        early),
                new Altered(
                        "5.1b switches a rule on in Frankfurt",
                        alsoDoing(shipped, "5.1b", SWITCH.formatted("eu-central-1")),
                        early),
                new Altered(
                        "5.7 switches a rule on before the switch",
                        alsoDoing(shipped, "5.7", SWITCH.formatted("eu-central-1")),
                        early),
                new Altered("5.10 waits for nothing", withAfter(shipped, "5.10", "[]"), early),
                new Altered("5.10 waits for the promotion alone", withAfter(shipped, "5.10", "[\"5.6\"]"), early),
                new Altered(
                        "5.3 leaves the rules on in Ireland",
                        in(shipped, "5.3", "rules: \\[[^\\]]*\\]", "rules: []"),
                        both),
                new Altered(
                        "5.3 leaves one rule on in Ireland",
                        in(shipped, "5.3", ", \"\\$\\{complianceRule}\"", ""),
                        both),
                new Altered(
                        "5.3 leaves the consumers on",
                        in(shipped, "5.3", "functions: \"\\$\\{queueConsumers}\"", "functions: []"),
                        "and nothing has switched it off before"),
                new Altered(
                        "5.10 switches the rules on in Ireland in Frankfurt's place",
                        in(shipped, "5.10", "region: eu-central-1", "region: eu-west-1"),
                        "but users write in eu-central-1"),
                new Altered(
                        "rollback.1 says nothing of the rules",
                        in(shipped, "rollback.1", "\\n +- \\{ type: triggers.switch.*", ""),
                        both),
                new Altered(
                        "rollback.1 switches one rule off",
                        in(shipped, "rollback.1", ", \"\\$\\{complianceRule}\"", ""),
                        both),
                new Altered(
                        "rollback-full.3 leaves the rules on in Frankfurt",
                        in(shipped, "rollback-full.3", "rules: \\[\"[^\\]]*\\]", "rules: []"),
                        both),
                new Altered(
                        "rollback-full.8 comes before the fence",
                        withAfter(
                                withAfter(shipped, "rollback-full.9", "[\"rollback-full.7\"]"),
                                "rollback-full.8",
                                "[]"),
                        both),
                new Altered(
                        "rollback-full.8 switches on in Frankfurt",
                        in(shipped, "rollback-full.8", "region: eu-west-1", "region: eu-central-1"),
                        "but users write in eu-west-1"));
    }

    private static Stream<Altered> decisions(String shipped) {
        var noNo = "nobody can say no";
        return Stream.of(
                new Altered(
                        "5.2 can only be answered by go",
                        in(shipped, "5.2", "options: \\[[^\\]]*\\]", "options: [\"Go\"]"),
                        noNo),
                new Altered(
                        "5.2 can be answered by go twice",
                        in(shipped, "5.2", "options: \\[[^\\]]*\\]", "options: [\"Go\", \"Go at once\"]"),
                        noNo),
                new Altered(
                        "5.2's no leads on",
                        in(shipped, "5.2", "options: \\[[^\\]]*\\]", "options: [\"Go\", \"Stop\"]"),
                        "“Stop” would lead on"),
                new Altered(
                        "5.2 has a no, and another one that leads on",
                        in(shipped, "5.2", "options: \\[[^\\]]*\\]", "options: [\"Go\", \"No-go\", \"Not yet\"]"),
                        "“Not yet” would lead on"),
                new Altered(
                        "5.2 recommends what cannot be chosen",
                        in(shipped, "5.2", "recommended: \"Go\"", "recommended: \"Now\""),
                        "is none of its options"),
                new Altered(
                        "the window goes by a message",
                        shipped.replaceFirst("\\n  go: \"5.2\"", "\n  go: \"5.2a\""),
                        "asks nobody"),
                new Altered(
                        "the window goes by a statement",
                        in(
                                shipped,
                                "5.2",
                                "type: decision.record\\n +with:\\n(?:.|\\n)*?\\n( +)verify",
                                "type: manual.attest\n            with: { text: \"Go.\", evidence: note }\n$1verify"),
                        "asks nobody"),
                new Altered(
                        "rollback-full.1 can only be answered by go back",
                        in(shipped, "rollback-full.1", "options: \\[[^\\]]*\\]", "options: [\"Go back\"]"),
                        noNo),
                new Altered(
                        "rollback-full.1's no leads on",
                        in(shipped, "rollback-full.1", "options: \\[[^\\]]*\\]", "options: [\"Go back\", \"Stay\"]"),
                        "“Stay” would lead on"),
                new Altered(
                        "4.4 leaves no choice",
                        in(
                                shipped,
                                "4.4",
                                "options:\\n(?: +- .*\\n)+",
                                "options: [\"Auth in both regions, extractor works in Ireland\"]\n"),
                        "leaves no choice"),
                new Altered(
                        "after.7 leaves no choice",
                        in(shipped, "after.7", "options: \\[[^\\]]*\\]", "options: [\"Close\"]"),
                        "leaves no choice"));
    }

    private static Stream<Altered> secondPerson(String shipped) {
        return Stream.of(
                        "1.8c",
                        "1.8d",
                        "2.7c",
                        "2.7f",
                        "2.7g",
                        "5.6",
                        "6.3",
                        "6.4",
                        "6.8b",
                        "7.6",
                        "7.6c2",
                        "7.6d",
                        "rollback.7",
                        "rollback-full.5",
                        "rollback-full.11b")
                .flatMap(step -> Stream.of(
                        new Altered(
                                step + " is confirmed by one person",
                                in(shipped, step, "confirm: typed-and-second", "confirm: typed"),
                                "is confirmed by typed-and-second at least"),
                        new Altered(
                                step + " is confirmed by a glance",
                                in(
                                        in(shipped, step, "confirm: typed-and-second", "confirm: review"),
                                        step,
                                        "\\n +typed: [^\\n]+",
                                        ""),
                                "is confirmed by typed-and-second at least"),
                        new Altered(
                                step + " is called reversible",
                                in(shipped, step, "effect: irreversible", "effect: reversible"),
                                "cannot be taken back")));
    }

    private static Stream<Altered> lists(String shipped) {
        var behind = "users are without service while it is ticked";
        var none = "no list before step 5.3 asks";
        var deletion = "no list before the first deletion of phase 6 asks";
        return Stream.of(
                new Altered("p5-pre gates the switch", gates(shipped, "p5-pre", "5.3", "5.8"), behind),
                new Altered("p5-notice gates the switch", gates(shipped, "p5-notice", "5.3", "5.8"), behind),
                new Altered("p5-budget gates the promotion", gates(shipped, "p5-budget", "5.3", "5.6"), behind),
                new Altered("p5-pre gates the parity", gates(shipped, "p5-pre", "5.3", "5.5"), behind),
                new Altered("p5-pre gates the message that all is over", gates(shipped, "p5-pre", "5.3", "5.8b"), none),
                new Altered("p5-pre gates the end of the phase", gates(shipped, "p5-pre", "5.3", "5.14"), none),
                new Altered("p5-notice gates the message afterwards", gates(shipped, "p5-notice", "5.3", "5.14"), none),
                new Altered(
                        "p5-pre gates nothing",
                        shipped.replaceFirst("(id: p5-pre\\n.*\\n) +gates: \"5.3\"\\n", "$1"),
                        "locks nothing"),
                new Altered(
                        "next-steps gates nothing",
                        shipped.replaceFirst("(id: next-steps\\n.*\\n) +gates: .*\\n", "$1"),
                        "locks nothing"),
                new Altered(
                        "p6-standby gates nothing",
                        shipped.replaceFirst("(id: p6-standby\\n.*\\n) +gates: .*\\n", "$1"),
                        "locks nothing"),
                new Altered(
                        "p5-pre asks for nothing",
                        shipped.replaceFirst("(id: p5-pre\\n(?:.*\\n){3} +items:)(?:\\n {10,}.*)+", "$1 []"),
                        "must have at least 1 items"),
                new Altered(
                        "p5-pre does not ask for the lag",
                        shipped.replaceFirst("\\n +- id: p5-pre-2\\n(?:.*\\n)*?( +- id: p5-pre-3)", "\n$1"),
                        "how far medzen-ehrbase-db-eu-central-1 lags"),
                new Altered(
                        "p5-pre does not ask for the way back",
                        shipped.replaceFirst("\\n +- id: p5-pre-3\\n(?:.*\\n)*?( +- id: p5-pre-4)", "\n$1"),
                        "whether the way back was written down and tried"),
                new Altered(
                        "no list asks for the alarms",
                        shipped.replaceFirst("\\n +- id: p5-pre-4\\n(?:.*\\n)*?( +- \\{ id: p5-pre-5)", "\n$1")
                                .replaceFirst("\\n +- \\{ id: next-5,.*", ""),
                        "whether the alarms"),
                new Altered(
                        "nobody says that the team is there",
                        shipped.replaceFirst("\\n +- \\{ id: p5-pre-5,.*", "")
                                .replaceFirst("\\n +- \\{ id: p5-budget-2,.*", ""),
                        "a person about the moment"),
                new Altered(
                        "the team was there once",
                        shipped.replaceFirst("standby\", valid: PT4H", "standby\", valid: P30D")
                                .replaceFirst("valid: PT30M", "valid: P30D"),
                        "a person about the moment"),
                new Altered(
                        "a go of last month",
                        shipped.replaceFirst("valid: PT4H", "valid: P30D"),
                        "a go is about the moment"),
                new Altered(
                        "whoever says go is nobody",
                        shipped.replaceFirst("role: On-Call,", "role: Night nurse,"),
                        "nobody can be asked"),
                new Altered("p6-pre gates the look at the cost", gates(shipped, "p6-pre", "6", "6.10"), deletion),
                new Altered("p6-pre gates the sweep", gates(shipped, "p6-pre", "6", "6.9"), deletion),
                new Altered("p6-pre gates the last deletions", gates(shipped, "p6-pre", "6", "6.8"), deletion),
                new Altered("p6-traffic gates the last deletions", gates(shipped, "p6-traffic", "6", "6.8"), deletion),
                new Altered(
                        "p6-standby gates something else",
                        gates(shipped, "p6-standby", "6.8b", "6.9"),
                        "no list before step 6.8b asks whether a replica"),
                new Altered(
                        "p6-standby asks about another database",
                        shipped.replaceFirst(
                                "(id: p6-standby-1\\n(?:.*\\n)*?.*instance: )\"\\$\\{irelandReplica}\"",
                                "$1medzen-other"),
                        "no list before step 6.8b asks whether a replica"),
                new Altered(
                        "p5-budget asks for a step that there is not",
                        shipped.replaceFirst("steps: \\[\"4.5b\"\\]", "steps: [\"4.5z\"]"),
                        "there is no step or phase “4.5z”"));
    }

    private static String gates(String shipped, String list, String from, String to) {
        return shipped.replaceFirst("(id: " + list + "\\n.*\\n +gates: )\"" + from + "\"", "$1\"" + to + "\"");
    }

    private static Stream<Altered> notices(String shipped) {
        return Stream.of(
                new Altered("5.2a is left out", without(shipped, "5.2a"), "is sent by no step"),
                new Altered(
                        "5.2a comes after the fence",
                        withAfter(withAfter(shipped, "5.2", "[\"5.1b\"]"), "5.2a", "[\"5.3\"]"),
                        "is due before step 5.3"),
                new Altered(
                        "5.2a sends another message",
                        in(shipped, "5.2a", "message: t-0-status", "message: t-0-back"),
                        "is sent by no step"),
                new Altered("1.9 is left out", without(shipped, "1.9"), "is sent by no step"),
                new Altered(
                        "1.9 comes after the fence",
                        withAfter(shipped, "1.9", "[\"5.3\"]"),
                        "the dependencies go in a circle"),
                new Altered(
                        "the window was announced an hour ago",
                        shipped.replaceFirst("steps: \\[\"1.9\"\\], since: PT168H", "steps: [\"1.9\"], since: PT1H"),
                        "whether the window was announced"),
                new Altered(
                        "the window was announced at some time",
                        shipped.replaceFirst("steps: \\[\"1.9\"\\], since: PT168H", "steps: [\"1.9\"]"),
                        "whether the window was announced"),
                new Altered(
                        "another step counts as the announcement",
                        shipped.replaceFirst("steps: \\[\"1.9\"\\], since: PT168H", "steps: [\"1.2\"], since: PT168H"),
                        "whether the window was announced"),
                new Altered("nobody hears that service is back", without(shipped, "5.8b"), "is sent by no step"),
                new Altered(
                        "success is announced at once",
                        in(shipped, "5.14", "over: PT24H", "over: PT1M"),
                        "is due a day after"),
                new Altered(
                        "the way back tells nobody",
                        shipped.replaceAll("message: rollback-alert", "message: t-0-team"),
                        "is sent by no step"));
    }

    private static Stream<Altered> lags(String shipped) {
        var says = "s behind would count as caught up";
        return Stream.of(
                new Altered(
                        "a replica a day behind counts as synced",
                        shipped.replaceFirst("(id: p5-pre-2\\n(?:.*\\n)*?.*maxLagSeconds: )300", "$186400"),
                        says),
                new Altered(
                        "a replica an hour behind may take over",
                        in(shipped, "rollback-full.2", "maxLagSeconds: 300", "maxLagSeconds: 3600"),
                        says),
                new Altered(
                        "the new replica may be as far behind as it likes",
                        in(shipped, "5.13", "maxLagSeconds: 300", "maxLagSeconds: 999999"),
                        says),
                new Altered(
                        "the soak lets the standby fall behind",
                        shipped.replaceFirst(
                                "(checks:\\n(?:.*\\n){2}.*\\$\\{irelandReplica}.*maxLagSeconds: )300", "$1999999"),
                        says),
                new Altered(
                        "no lag is asked for",
                        shipped.replaceFirst("(id: p5-pre-2\\n(?:.*\\n)*?.*available), maxLagSeconds: 300", "$1"),
                        "how far medzen-ehrbase-db-eu-central-1 lags"),
                new Altered(
                        "the lag of another replica is asked for",
                        shipped.replaceFirst(
                                "(id: p5-pre-2\\n(?:.*\\n)*?.*instance: )medzen-ehrbase-db-eu-central-1",
                                "$1medzen-ehrbase-drill-replica"),
                        "how far medzen-ehrbase-db-eu-central-1 lags"),
                new Altered(
                        "the lag in another region is asked for",
                        shipped.replaceFirst("(id: p5-pre-2\\n(?:.*\\n)*? +region: )eu-central-1", "$1eu-west-1"),
                        "how far medzen-ehrbase-db-eu-central-1 lags"));
    }

    private static Stream<Altered> alarms(String shipped) {
        var never = "could never be raised";
        var list =
                "alarms: \\[medzen-ehrbase-rds-cpu, medzen-ehrbase-ecs-tasks, medzen-ai-chat-errors, medzen-meeting-manager-errors, eu-west-1/medzen-auth-api-5xx\\]";
        return Stream.of(
                new Altered("5.0 is left out", without(shipped, "5.0"), "whether the alarms"),
                new Altered(
                        "5.0 comes after the fence",
                        withAfter(withAfter(shipped, "5.1", "[]"), "5.0", "[\"5.3\"]"),
                        "whether the alarms"),
                new Altered(
                        "the database's alarm never rings",
                        in(shipped, "5.0", "threshold: 80", "threshold: 100"),
                        never),
                new Altered(
                        "the tasks' alarm never rings", in(shipped, "5.0", "threshold: 1\\n", "threshold: 0\n"), never),
                new Altered(
                        "the errors' alarm never rings",
                        in(shipped, "5.0", "threshold: 0\\n", "threshold: 1000000\n"),
                        never),
                new Altered(
                        "the database's alarm rings a day later",
                        in(shipped, "5.0", "evaluations: 5", "evaluations: 1440"),
                        "would be raised only after"),
                new Altered("an alarm tells nobody", in(shipped, "5.0", "\\n +topic: .*", ""), "tell nobody"),
                new Altered(
                        "an alarm tells a topic that nobody made",
                        in(shipped, "5.0", ":medzen-alarms\"", ":nobody\""),
                        "tell nobody"),
                new Altered(
                        "an alarm tells a topic of another region",
                        in(shipped, "5.0", "arn:aws:sns:eu-central-1", "arn:aws:sns:eu-west-1"),
                        "tell nobody"),
                new Altered(
                        "the topic tells nobody",
                        in(shipped, "2.0", "emails: \\[[^\\]]*\\]", "emails: []"),
                        "tells nobody"),
                new Altered(
                        "the fence asks for one alarm of five",
                        shipped.replaceAll(list + ", configured", "alarms: [medzen-ai-chat-errors], configured"),
                        "whether the alarms"),
                new Altered(
                        "the fence does not ask whether alarms tell anybody",
                        shipped.replace(", configured: true", ""),
                        "whether the alarms"),
                new Altered(
                        "5.0 watches another database",
                        in(
                                shipped,
                                "5.0",
                                "DBInstanceIdentifier: medzen-ehrbase-db-eu-central-1",
                                "DBInstanceIdentifier: medzen-other"),
                        "whether the alarms"),
                new Altered(
                        "5.11 watches for a second", in(shipped, "5.11", "for: PT15M", "for: PT1S"), "nobody watches"),
                new Altered(
                        "5.11 watches before the switch",
                        withAfter(withAfter(shipped, "5.12", "[\"5.10\"]"), "5.11", "[\"5.1b\"]"),
                        "nobody watches"),
                new Altered(
                        "5.11 has a limit that nothing passes",
                        in(shipped, "5.11", "Average < 80", "Average < 100000"),
                        "a limit that nothing passes"),
                new Altered(
                        "5.11 wants less than nothing",
                        in(shipped, "5.11", "Maximum > 0", "Maximum > -1"),
                        "a limit that nothing passes"),
                new Altered(
                        "5.11 watches another database",
                        in(
                                        shipped,
                                        "5.11",
                                        "DBInstanceIdentifier=medzen-ehrbase-db-eu-central-1 (?=Average)",
                                        "DBInstanceIdentifier=medzen-other ")
                                .replace(
                                        "DBInstanceIdentifier=medzen-ehrbase-db-eu-central-1 Maximum > 0\"\n                - \"AWS/RDS CPUCreditBalance DBInstanceIdentifier=medzen-ehrbase-db-eu-central-1 Minimum > 20\"\n                - \"AWS/ApplicationELB",
                                        "DBInstanceIdentifier=medzen-other Maximum > 0\"\n                - \"AWS/ApplicationELB"),
                        "nobody watches"));
    }
}
