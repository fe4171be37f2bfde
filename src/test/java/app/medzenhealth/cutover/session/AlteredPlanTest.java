package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;
import static app.medzenhealth.cutover.session.PlanEdit.without;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanProblem;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped plan, altered so that a promotion, a switch, a deletion, a window or a measure is not what it should be. */
class AlteredPlanTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final String NEW = "medzen-ehrbase-db-eu-central-1";
    private static final String BACK = "medzen-ehrbase-db-eu-west-1-replica";
    private static final String PROMOTED =
            "(type: rds.promote,?\\s+region: \\S+\\s+with: \\{ instance: )(?:\"[^\"]*\"|[^,}]+)";
    private static final String DELETED =
            "type: rds.delete-instance(,?\\s+region: )[a-z0-9-]+(,?\\s+)with: \\{ instance: (?:\"[^\"]*\"|[^,}]+)";
    private static final PlanReader READER = new PlanReader(SessionActions.signatures());

    /** @param expected what one of the problems says */
    record Altered(String name, String text, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Altered> plans() throws IOException {
        var shipped = Files.readString(SHIPPED);
        var cutover = Stream.of("5.6", "rollback-full.5")
                .flatMap(promotes -> Stream.of(
                        new Altered(
                                promotes + " waits for nothing",
                                withAfter(shipped, promotes, "[]"),
                                "but no fence comes before step " + promotes),
                        new Altered(
                                promotes + " waits for nothing, not even the comparison",
                                withAfter(shipped, promotes, "[]"),
                                "but no step before " + promotes + " compares it")));
        var followed = Stream.of("2.3:5.6", "5.13:rollback-full.5").flatMap(pair -> {
            var replicates = pair.split(":")[0];
            var says = "but no step makes it a replica of";
            return Stream.of(
                    new Altered(
                            replicates + " replicates another database",
                            in(shipped, replicates, "(\\n +)source: \\S+", "$1source: medzen-other"),
                            says),
                    new Altered(
                            replicates + " makes another replica",
                            in(shipped, replicates, " instance: \\S+", " instance: medzen-other"),
                            says));
        });
        var comparison = Stream.of("5.5:5.6", "rollback-full.4:rollback-full.5").flatMap(pair -> {
            var compares = pair.split(":")[0];
            var promotes = pair.split(":")[1];
            var says = "but no step before " + promotes + " compares it";
            return Stream.of(
                    new Altered(
                            compares + " compares another database",
                            in(shipped, compares, "target: (?:\"[^\"]*\"|[^,}]+)", "target: medzen-other "),
                            says),
                    new Altered(
                            compares + " looks in another region",
                            in(shipped, compares, "(type: sql.parity\\n +region: )\\S+", "$1af-south-1"),
                            says),
                    new Altered(
                            compares + " counts rows instead",
                            in(shipped, compares, "type: sql.parity", "type: sql.integrity"),
                            says),
                    new Altered(
                            promotes + " promotes another database",
                            in(shipped, promotes, PROMOTED, "$1medzen-other"),
                            says));
        });
        var switches = Stream.of("5.8", "rollback-full.7")
                .flatMap(switched -> Stream.of(
                        new Altered(
                                switched + " waits for no fence",
                                withAfter(shipped, switched, "[]"),
                                "but no fence of the old one comes before step " + switched),
                        new Altered(
                                switched + " waits for no promotion",
                                withAfter(shipped, switched, "[]"),
                                "but no promotion of its database comes before step " + switched)));
        var unfenced = Stream.of("1.8c", "7.6")
                .flatMap(drill -> Stream.of(NEW, BACK, "medzen-ehrbase-db")
                        .map(database -> new Altered(
                                drill + " promotes " + database,
                                in(shipped, drill, PROMOTED, "$1" + database),
                                "rds.promote would make " + database + " take writes")));
        var aimed = Stream.of("1.8d", "6.8b", "7.6d")
                .map(deletes -> new Altered(
                        deletes + " deletes the database that users are led to",
                        in(
                                shipped,
                                deletes,
                                DELETED,
                                "type: rds.delete-instance$1eu-central-1$2with: { instance: " + NEW),
                        "which the cutover makes the database that users write to"));
        var early = Stream.of(
                new Altered(
                        "1.8d deletes the database that users write to",
                        in(
                                shipped,
                                "1.8d",
                                DELETED,
                                "type: rds.delete-instance$1eu-west-1$2with: { instance: medzen-ehrbase-db"),
                        "which users write to until the cutover is complete"),
                new Altered(
                        "7.6d deletes the database that users write to before phase 5",
                        withAfter(
                                in(
                                        shipped,
                                        "7.6d",
                                        DELETED,
                                        "type: rds.delete-instance$1eu-west-1$2with: { instance: medzen-ehrbase-db"),
                                "7.6d",
                                "[]"),
                        "which users write to until the cutover is complete"));
        var kept = Stream.of(
                new Altered(
                        "6.4 deletes Frankfurt's functions",
                        in(shipped, "6.4", "region: af-south-1\\n", "region: eu-central-1\n"),
                        "which the baseline keeps"),
                new Altered(
                        "6.3 deletes Frankfurt's stack",
                        in(
                                shipped,
                                "6.3",
                                "type: cfn.delete(,?\\s+region: )[a-z0-9-]+((?:.|\\n)*?stack: )[^,}\\s]+",
                                "type: cfn.delete$1eu-central-1$2medzen-chime-sdk-eu-central-1"),
                        "which the baseline keeps"),
                new Altered(
                        "5.3 fences another database",
                        in(shipped, "5.3", "instance: \"\\$\\{sourceDatabase}\"\\n", "instance: medzen-other\n"),
                        "but what is fenced is medzen-other"),
                new Altered(
                        "phase 6 waits for no soak",
                        shipped.replaceFirst("time: PT168H", "time: PT0S"),
                        "is complete and has held for a time"),
                new Altered(
                        "phase 6 waits for phase 4 alone",
                        shipped.replaceFirst(
                                "    after: \\[\"5\"\\]\n((?:.*\\n)*?)    soak:\\n      phase: \"5\"",
                                "    after: [\"4\"]\n$1    soak:\n      phase: \"4\""),
                        "is complete and has held for a time"));
        var onlyLookedAt = Stream.of(new Altered(
                "1.8d deletes what its phase took a snapshot of and did not make",
                in(
                        shipped,
                        "1.8d",
                        DELETED,
                        "type: rds.delete-instance$1eu-west-1$2with: { instance: medzen-ehrbase-db"),
                "is complete and has held for a time"));
        return Stream.of(
                        cutover,
                        followed,
                        comparison,
                        switches,
                        unfenced,
                        aimed,
                        early,
                        kept,
                        onlyLookedAt,
                        typed(shipped),
                        unsaved(shipped),
                        names(shipped),
                        windows(shipped),
                        measures(shipped),
                        subjects(shipped),
                        AlteredTraffic.of(shipped),
                        AlteredWaysBack.of(shipped),
                        AlteredData.of(shipped),
                        AlteredGates.of(shipped),
                        AlteredLikeness.of(shipped))
                .flatMap(s -> s);
    }

    /** A name to be typed that makes nobody read what goes. */
    private static Stream<Altered> typed(String shipped) {
        return Stream.of(
                        "1.8c:ok",
                        "5.6:ok",
                        "5.6:eu-central-1",
                        "6.3:yes",
                        "6.5:APIs",
                        "6.8b:medzen-ehrbase",
                        "7.6:drill")
                .map(pair -> {
                    var step = pair.split(":")[0];
                    var name = pair.split(":")[1];
                    return new Altered(
                            step + " is confirmed by “" + name + "”",
                            in(shipped, step, "typed: [^\\n]+", "typed: " + name),
                            "“" + name + "”, which step " + step + " is confirmed by, names nothing that it acts on");
                });
    }

    /** Deletions of what nothing shows to be kept. */
    private static Stream<Altered> unsaved(String shipped) {
        var inputs = Stream.of(
                        "6.3:archive",
                        "6.3:decidedIn",
                        "6.6:decidedIn",
                        "6.6b:copiedTo",
                        "6.6d:copiesIn",
                        "6.6d:decidedIn",
                        "6.7:archive",
                        "6.7b:copiedTo",
                        "6.8b:finalSnapshot")
                .map(pair -> {
                    var step = pair.split(":")[0];
                    var input = pair.split(":")[1];
                    return new Altered(
                            step + " deletes without " + input,
                            in(shipped, step, "(, |\\n +)" + input + ": (\"[^\"]*\"|[^,}\\n]+)", ""),
                            "without “" + input + "” nothing shows that it is kept");
                });
        return Stream.concat(
                inputs,
                Stream.of(
                        new Altered(
                                "6.8b deletes the automated backups too",
                                in(shipped, "6.8b", "keepAutomatedBackups: true", "keepAutomatedBackups: false"),
                                "would delete the automated backups of a database"),
                        new Altered(
                                "7.6d deletes the replica that disaster recovery needs",
                                in(
                                        shipped,
                                        "7.6d",
                                        DELETED,
                                        "type: rds.delete-instance$1eu-west-1$2with: { instance: " + BACK),
                                "without “finalSnapshot” nothing shows that it is kept")));
    }

    /** Switches of another name, and a way back that opens one side while the other one is open. */
    private static Stream<Altered> names(String shipped) {
        var switched = Stream.of("5.8", "rollback.3", "rollback-full.7")
                .map(step -> new Altered(
                        step + " switches another name",
                        in(shipped, step, "name: ehr.medzenhealth.app\\n", "name: ehr-new.medzenhealth.app\n"),
                        "but elsewhere the plan leads users by"));
        return Stream.concat(
                switched,
                Stream.of(
                        new Altered(
                                "5.8 looks at another name than it switches",
                                in(
                                        in(
                                                shipped,
                                                "5.8",
                                                "with: \\{ name: ehr.medzenhealth.app",
                                                "with: { name: ehr.example.com"),
                                        "5.8",
                                        "by: \\{ type: http.check.*",
                                        "by: { type: http.check, with: { url: \"https://ehr.example.com/\", status: 200 } }"),
                                "nothing after step 5.8 looks whether ehr.medzenhealth.app is answered"),
                        new Altered(
                                "rollback.1 is left out",
                                without(shipped, "rollback.1"),
                                "but no step before rollback.2 stops the other side"),
                        new Altered(
                                "rollback.1 starts Frankfurt",
                                in(shipped, "rollback.1", "desired: 0", "desired: 2"),
                                "but no step before rollback.2 stops the other side"),
                        new Altered(
                                "no way back is offered from the fence",
                                shipped.replaceFirst("- from: \"5.3\"", "- from: \"5.8\""),
                                "no way back is offered from step 5.3"),
                        new Altered(
                                "the way back opens another database",
                                in(
                                        shipped,
                                        "rollback.2",
                                        "instance: \"\\$\\{sourceDatabase}\"\\n",
                                        "instance: medzen-other\n"),
                                "no way back is offered from step 5.3 that opens medzen-ehrbase-db"),
                        new Altered(
                                "the full way back is open before what it acts on is made",
                                shipped.replaceFirst("    needs: \\[\"7.4\"]\\n", ""),
                                "“rollback-full” needs what step 7.4 makes, and may be begun before it"),
                        new Altered(
                                "the full way back is offered before its replica is made",
                                shipped.replaceFirst("  - from: \"5.13\"\\n    needs", "  - from: \"5.12b\"\n    needs")
                                        .replace("needs: [\"7.4\"]", "needs: []"),
                                "“rollback-full” needs what step 5.13 makes, and may be begun before it"),
                        new Altered(
                                "nothing is said of the time until the full way back opens",
                                shipped.replaceFirst("    until: \".*\"\\n", ""),
                                "nothing says what to do until then"),
                        new Altered(
                                "after the full way back the next attempt leads away from what nobody uses",
                                shipped.replaceFirst("      sourceDatabase: \".*\"\\n", ""),
                                "the next attempt would fence medzen-ehrbase-db"),
                        new Altered(
                                "the full way back leaves a value of nothing",
                                shipped.replaceFirst("      sourceDatabase: \"", "      sourceOfAll: \""),
                                "there is no parameter “sourceOfAll”"),
                        new Altered(
                                "the full way back deletes what it has promoted",
                                in(
                                        shipped,
                                        "rollback-full.13",
                                        "instance: \"\\$\\{sourceDatabase}\"",
                                        "instance: " + BACK),
                                "would delete for good")));
    }

    private static Stream<Altered> windows(String shipped) {
        return Stream.of(
                new Altered(
                        "the window does not bind the fence",
                        shipped.replaceFirst("\\n  steps: \\[\"5.3\".*", "\n  steps: []"),
                        "closes a side to users, and the change window does not bind it"),
                new Altered(
                        "the window has no day",
                        shipped.replaceFirst("\\n  date: windowDate", ""),
                        "closes a side to users on whatever day it is"),
                new Altered(
                        "nobody says go",
                        shipped.replaceFirst("\\n  go: \"5.2\"", ""),
                        "closes a side to users, and nobody has decided on it before"),
                new Altered(
                        "go is said after the fence",
                        shipped.replaceFirst("\\n  go: \"5.2\"", "\n  go: \"5.14\""),
                        "closes a side to users, and nobody has decided on it before"),
                new Altered(
                        "the announced downtime is nothing",
                        shipped.replaceFirst("downtimeBudget: PT[0-9]+M", "downtimeBudget: PT0S"),
                        "has no limit that ends inside the change window"),
                new Altered(
                        "the announced downtime is longer than the window",
                        shipped.replaceFirst("downtimeBudget: PT[0-9]+M", "downtimeBudget: PT24H"),
                        "has no limit that ends inside the change window"),
                new Altered(
                        "the downtime is computed with no measured time",
                        shipped.replaceFirst("steps: \\[\"1.8c\"\\]", "steps: [\"1.7\"]"),
                        "asks for a promotion that was timed"),
                new Altered(
                        "the downtime is computed with a step that promotes nothing",
                        shipped.replaceFirst("steps: \\[\"1.8c\"\\]", "steps: [\"1.8b\"]"),
                        "asks for a promotion that was timed"));
    }

    /** What a check is attached to is what its type can measure. */
    private static Stream<Altered> subjects(String shipped) {
        return Stream.of(
                new Altered(
                        "no step proves that no data was lost",
                        shipped.replaceFirst(
                                "steps: \\[\"5.3\", \"5.5\", \"5.6\", \"5.8c\"\\]", "steps: [\"5.3\", \"5.6\"]"),
                        "cannot measure “data loss”"),
                new Altered(
                        "no data was lost because steps are done",
                        shipped.replaceFirst(
                                "steps.measured, with: \\{ steps: \\[\"5.3\"", "steps.done, with: { steps: [\"5.3\""),
                        "cannot measure “data loss”"),
                new Altered(
                        "a failover was tried because steps are done",
                        shipped.replaceFirst(
                                "steps.measured, with: \\{ steps: \\[\"2.7e\"", "steps.done, with: { steps: [\"2.7e\""),
                        "cannot measure “failover test”"),
                new Altered(
                        "the downtime is read from errors of a load balancer",
                        shipped.replace(
                                "type: downtime.within, with: { most: PT5M }",
                                "type: metrics.healthy, region: eu-central-1, with: { signals: [\"AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum < 1 LoadBalancer=app/x/1\"], period: PT5M, over: PT1H }"),
                        "cannot measure “total downtime”"),
                new Altered(
                        "a failover is proven by a promotion",
                        shipped.replaceFirst(
                                "steps: \\[\"2.7e\", \"7.6\", \"7.6b2\", \"7.6c\"\\]", "steps: [\"2.7e\", \"7.6\"]"),
                        "cannot measure “failover test”"),
                new Altered(
                        "a region is empty because a name leads elsewhere",
                        shipped.replaceFirst(
                                "measure: \\{ type: residual.sweep, region: af-south-1, with: \\{ allowed: \\[[^\\]]*\\][^}]*} }",
                                "measure: { type: http.check, with: { url: \"https://ehr.medzenhealth.app/\", status: 200 } }"),
                        "cannot measure “decommissioned”"),
                new Altered(
                        "seven stable days are the quiet of an alarm",
                        shipped.replaceFirst(
                                "(?s)(id: C14\n.*?measure:\n +type: )soak.healthy(\n +region: eu-central-1\n +with:\n) +signals:.*?\n( +alarms:[^\n]*\n) +period: PT5M\n",
                                "$1alarm.check$2$3"),
                        "cannot measure “stable operation”"),
                new Altered(
                        "requests arrive because a name is answered",
                        shipped.replaceFirst(
                                "check: \\{ type: metrics.healthy, region: eu-central-1, with: \\{ signals: \\[\"AWS/ApplicationELB RequestCount[^}]*}[^}]*} }",
                                "check: { type: http.check, with: { url: \"https://ehr.medzenhealth.app/\", status: 200 } }"),
                        "cannot measure “Requests arrive”"));
    }

    private static Stream<Altered> measures(String shipped) {
        var http = "measure: { type: http.check, with: { url: \"https://ehr.medzenhealth.app/\", status: 200 } }, ";
        var alarm =
                "measure: { type: alarm.check, region: eu-central-1, with: { alarms: [medzen-ehrbase-rds-cpu] } }, ";
        var done = "measure: { type: steps.done, with: { steps: [\"5.8\"] } }, ";
        var measured = Stream.of("C9:" + http, "C10:" + http, "C11:" + done, "C12:" + http, "C13:" + alarm)
                .map(pair -> {
                    var at = pair.indexOf(':');
                    var id = pair.substring(0, at);
                    return new Altered(
                            id + " is measured by what reads no figure",
                            shipped.replaceFirst(
                                    "(\\{ id: " + id + ",.*?)(source: )", "$1" + pair.substring(at + 1) + "$2"),
                            "it reads no such figure");
                });
        return Stream.concat(
                measured,
                Stream.of(
                        new Altered(
                                "C5 is measured by steps",
                                shipped.replaceFirst(
                                        "(\\{ id: C5,.*?)measure: \\{ type: downtime.within.*? \\} \\}, ", "$1" + done),
                                "it reads no such figure"),
                        new Altered(
                                "C6 is measured by steps",
                                shipped.replaceFirst(
                                        "(\\{ id: C6,.*?)measure: \\{ type: cost.compare.*? \\} \\}, ", "$1" + done),
                                "it reads no such figure"),
                        new Altered(
                                "C14 is measured by what looks back on nothing",
                                shipped.replaceFirst(
                                        "(?s)(id: C14\\n.*?)measure:\\n.*?( +source: )",
                                        "$1measure: { type: steps.done, with: { steps: [\"5.8\"] } }\n$2"),
                                "steps.done does not look back on “7 days”"),
                        new Altered(
                                "seven days are asked for, one is looked back on",
                                in(
                                        shipped,
                                        "6",
                                        "steps: \\[\"5.6\", \"5.8\"\\], since: PT168H",
                                        "steps: [\"5.6\", \"5.8\"], since: PT24H"),
                                "steps.done does not look back on “7+ days”"),
                        new Altered(
                                "2.5 leads users by their own name before the cutover",
                                in(
                                        shipped,
                                        "2.5",
                                        "name: ehr-eu-central-1.medzenhealth.app",
                                        "name: ehr.medzenhealth.app"),
                                "before the cutover has closed the old side"),
                        new Altered(
                                "7.6c2 takes the users' name away",
                                in(
                                        shipped,
                                        "7.6c2",
                                        "(type: dns.remove.*name: )ehr-dr-drill.medzenhealth.app",
                                        "$1ehr.medzenhealth.app."),
                                "the name that users are led by"),
                        new Altered(
                                "the soak begins before the cutover",
                                shipped.replaceFirst("(soak:\\n +phase: )\"5\"", "$1\"4\""),
                                "would delete for good before the cutover, phase 5"),
                        new Altered(
                                "the soak looks at nothing",
                                shipped.replaceFirst(
                                        "(?s)(soak:\\n[^\\n]*\\n[^\\n]*\\n +checks:).*?(\\n      source:)", "$1 []$2"),
                                "would delete for good before the cutover, phase 5"),
                        new Altered(
                                "the soak is shortened",
                                shipped.replaceFirst("time: PT168H", "time: PT1H"),
                                "lasts PT1H, but its checks look back on PT168H"),
                        new Altered(
                                "the soak and all that asks about it are shortened",
                                shipped.replace("PT168H", "PT1H"),
                                "steps.done does not look back on “7+ days”")));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_that_would_lose_data_or_show_what_nobody_measured_is_refused_with_the_line(Altered plan) {
        assertThat(problems(plan.text())).as(plan.name()).anySatisfy(p -> {
            assertThat(p.problem()).contains(plan.expected());
            assertThat(p.line()).isPositive();
            assertThat(p.remedy()).isNotBlank();
        });
    }

    @Test
    void there_are_more_than_sixty_of_them_and_the_plan_as_it_ships_is_sound() throws IOException {
        var shipped = Files.readString(SHIPPED);
        assertThat(plans())
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        p -> assertThat(p.text().equals(shipped)).as(p.name()).isFalse());
        assertThat(problems(shipped)).isEmpty();
    }

    private static List<PlanProblem> problems(String text) {
        return READER.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8)) instanceof PlanReading.Refused(var problems)
                ? problems
                : List.of();
    }
}
