package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.rehearsal.EstateDump;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The world after going back twice, with a second cutover between, is the world before the first cutover, but for what is listed
 * with its reason. {@code -Dsweep=100}: from every step after which the full way back may be begun.
 */
class WorldAfterRollbackTest {
    private static final List<String> ALL = List.of(
            "7.4", "7.3a", "7.3b", "7.3", "7.5", "7.6a", "7.6", "7.6b", "7.6b1", "7.6b2", "7.6c", "7.6c2", "7.6d");
    /** Together they meet every reason of the list. */
    private static final List<String> SOME = List.of("7.4", "7.6a", "7.6b2");

    private static final List<String> STARTS = Sweep.PERCENT == 100 ? ALL : SOME;

    /** One kind of difference that may be. */
    private record Allowed(Pattern line, String reason) {}

    @TempDir
    static Path folder;

    private static PreparedStates states;
    private static List<Allowed> allowed;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(
                folder, Stream.concat(Stream.of("5.2"), STARTS.stream()).toList());
        allowed = Files.readAllLines(Path.of("src/test/resources/rehearsal/world-after-rollback.tsv")).stream()
                .filter(l -> !l.isBlank() && !l.startsWith("#"))
                .map(l -> l.split("\t"))
                .map(l -> new Allowed(Pattern.compile(l[0]), l[1]))
                .toList();
    }

    private static RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
    }

    @Test
    void two_full_ways_back_leave_the_world_as_it_was_before_the_cutover() throws Exception {
        SortedMap<String, String> before;
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            before = EstateDump.of(desk.world().estate());
        }
        assertThat(before).hasSizeGreaterThan(1_000);
        var used = new ConcurrentSkipListSet<String>();
        for (var from : STARTS) {
            try (var desk = PreparedStates.open(states.after(from))) {
                var users = new UsersWrites(desk.world().estate());
                back(desk, from);
                assertNobodyNamesWhatIsGone(desk, from);
                var there = lead(desk)
                        .goUntil(v -> v.step(from).orElseThrow().state().settled());
                assertThat(there.stoppedAt()).as(from).contains("as far as asked");
                back(desk, from + ", again");
                assertThat(users.missing()).as(from).isEmpty();
                assertThat(users.leadsTo()).as(from).isEqualTo("eu-west-1");
                assertThat(String.join(
                                "\n", others(before, EstateDump.of(desk.world().estate()), used)))
                        .as("differences that nobody has given a reason for, after going back twice from " + from)
                        .isEmpty();
            }
        }
        assertThat(allowed)
                .as("reasons for differences that are none")
                .filteredOn(a -> !used.contains(a.line().pattern()))
                .isEmpty();
    }

    private static void back(RehearsalApp desk, String from) throws Exception {
        Rollback way = desk.workplace().session().plan().rollbacks().getLast();
        for (var step : way.procedure().steps()) {
            assertThat(lead(desk)
                            .carryOut(desk.workplace()
                                    .session()
                                    .view()
                                    .step(step.id())
                                    .orElseThrow()))
                    .as("back from " + from + ", " + step.id())
                    .isEmpty();
        }
    }

    /** Whoever calls the functions of Ireland again reaches the database that serves there. */
    private static void assertNobodyNamesWhatIsGone(RehearsalApp desk, String from) {
        var clients = desk.world().clients();
        var there = clients.client(RdsClient.class, "eu-west-1").describeDBInstances().dbInstances().stream()
                .map(i -> i.endpoint().address())
                .toList();
        var monitor = clients.client(LambdaClient.class, "eu-west-1")
                .getFunctionConfiguration(f -> f.functionName("medzen-compliance-monitor"));
        assertThat(there)
                .as("back from " + from)
                .contains(monitor.environment().variables().get("DB_HOST"));
    }

    private static List<String> others(
            SortedMap<String, String> before, SortedMap<String, String> after, Set<String> used) {
        var found = new ArrayList<String>();
        var all = new TreeSet<String>(before.keySet());
        all.addAll(after.keySet());
        for (var path : all) {
            if (Objects.equals(before.get(path), after.get(path))) {
                continue;
            }
            var line = path + ": " + before.get(path) + " → " + after.get(path);
            var reasons = allowed.stream()
                    .filter(a -> a.line().matcher(line).matches())
                    .map(a -> a.line().pattern())
                    .toList();
            used.addAll(reasons);
            if (reasons.isEmpty()) {
                found.add(line);
            }
        }
        return found;
    }
}
