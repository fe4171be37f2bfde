package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanProblem;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped plan, altered so that a promotion, a switch or a deletion could not have the facts that make it safe. */
class AlteredPlanTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final String NEW = "medzen-ehrbase-db-eu-central-1";
    private static final String BACK = "medzen-ehrbase-db-eu-west-1-replica";
    private static final String PROMOTED = "(type: rds.promote,?\\s+region: \\S+\\s+with: \\{ instance: )[^,}]+";
    private static final String DELETED =
            "type: rds.delete-instance(,?\\s+region: )[a-z0-9-]+(,?\\s+)with: \\{ instance: [^,}]+";
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
        var comparison = Stream.of("5.5:5.6", "rollback-full.4:rollback-full.5").flatMap(pair -> {
            var compares = pair.split(":")[0];
            var promotes = pair.split(":")[1];
            var says = "but no step before " + promotes + " compares it";
            return Stream.of(
                    new Altered(
                            compares + " compares another database",
                            in(shipped, compares, "target: [^,}]+", "target: medzen-other "),
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
                                "closes the side that takes them now")));
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
                        in(shipped, "5.3", "instance: medzen-ehrbase-db\\n", "instance: medzen-other\n"),
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
        return Stream.of(cutover, comparison, switches, unfenced, aimed, early, kept, onlyLookedAt)
                .flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_whose_promotion_switch_or_deletion_cannot_have_its_facts_is_refused_with_the_line(Altered plan) {
        assertThat(problems(plan.text())).as(plan.name()).anySatisfy(p -> {
            assertThat(p.problem()).contains(plan.expected());
            assertThat(p.line()).isPositive();
            assertThat(p.remedy()).isNotBlank();
        });
    }

    @Test
    void there_are_more_than_twenty_of_them_and_the_plan_as_it_ships_is_sound() throws IOException {
        var shipped = Files.readString(SHIPPED);
        assertThat(plans())
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        p -> assertThat(p.text().equals(shipped)).as(p.name()).isFalse());
        assertThat(problems(shipped)).isEmpty();
    }

    /** A step's part of the file, from its id to the next step's or to the end of its list. */
    private static int[] part(String text, String step) {
        var from = Pattern.compile("( *)- id: \"?" + Pattern.quote(step) + "\"?\\n")
                .matcher(text);
        assertThat(from.find()).as(step).isTrue();
        var next = Pattern.compile("\\n {0," + from.group(1).length() + "}[^ ]").matcher(text);
        return new int[] {from.start(), next.find(from.end()) ? next.start() : text.length()};
    }

    private static String in(String text, String step, String regex, String replacement) {
        var part = part(text, step);
        var old = text.substring(part[0], part[1]);
        return text.substring(0, part[0]) + old.replaceFirst(regex, replacement) + text.substring(part[1]);
    }

    private static String withAfter(String text, String step, String after) {
        var part = part(text, step);
        var old = text.substring(part[0], part[1]).replaceFirst("\\n +after: \\[[^\\]]*\\]", "");
        var indent = " ".repeat(old.indexOf("- id:") + 2);
        return text.substring(0, part[0])
                + old.replaceFirst("\\n", "\n" + indent + "after: " + after + "\n")
                + text.substring(part[1]);
    }

    private static List<PlanProblem> problems(String text) {
        return READER.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8)) instanceof PlanReading.Refused(var problems)
                ? problems
                : List.of();
    }
}
