package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LocalCommandsTest {
    private static final String PLAN = "5e".repeat(32);
    private static final LocalCommands.Confirmed CONFIRMED = new LocalCommands.Confirmed(PLAN, "f00d", "lead");
    private static final Command COMMAND =
            new Command(List.of("./deploy.sh", "all"), Path.of("/copy"), Map.of("STAGE", "x"), Duration.ofMinutes(1));

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private final List<AuditRecord> records = new ArrayList<>();
    /** What happened, in order. */
    private final List<String> order = new ArrayList<>();

    private String broken = "";
    private final LocalCommands door = new LocalCommands(this::write, time, PLAN);

    private AuditRecord write(String actor, String kind, String step, Map<String, ?> data) {
        if (kind.equals(broken)) {
            throw new TrailUnavailable("the disk is gone");
        }
        order.add(kind);
        var record = new AuditRecord(
                1, records.size() + 1, "2026-01-12T08:00:00.000000Z", "s", actor, kind, step, Map.copyOf(data), "");
        records.add(record);
        return record;
    }

    /** @param ended after it has printed a line */
    private CommandRunner program(Ended ended) {
        return new CommandRunner() {
            @Override
            public Ended run(Command command, Consumer<String> output) {
                order.add("started");
                output.accept("done");
                return ended;
            }

            @Override
            public Lookup find(Command command) {
                return new Lookup.Found("/copy/deploy.sh", "ab12");
            }
        };
    }

    private Ended run(Ended ended) throws InterruptedException {
        return door.run("5.9", COMMAND, program(ended), line -> {});
    }

    private void permit() {
        door.issue("5.9", COMMAND.arguments(), CONFIRMED, Duration.ofMinutes(30));
    }

    @Test
    void the_intent_is_written_before_the_program_starts_and_the_outcome_after_it() throws Exception {
        permit();
        run(new Ended.Exited(3, Duration.ofSeconds(1)));

        assertThat(order).containsExactly("command.intent", "started", "command.outcome");
        assertThat(records).allSatisfy(r -> assertThat(r.actor()).isEqualTo("lead"));
        var intent = records.getFirst().data();
        assertThat(intent)
                .containsEntry("program", "/copy/deploy.sh")
                .containsEntry("programDigest", "ab12")
                .containsEntry("fingerprint", "f00d")
                .containsEntry("planDigest", PLAN)
                .containsEntry("arguments", List.of("./deploy.sh", "all"));
        assertThat(records.getLast().data())
                .containsEntry("intent", 1L)
                .containsEntry("outcome", "exited")
                .containsEntry("exit", 3)
                .containsEntry("lines", 1L)
                // printf 'done\n' | sha256sum
                .containsEntry("outputDigest", "d117fa006ba9208500b2930ce69cbde436c647afa917cb7396a9bc9111a46dd2");
    }

    @Test
    void what_stands_for_a_secret_that_was_not_kept_starts_nothing() throws Exception {
        var marked = List.of("./deploy.sh", "[redacted: value of a secret]");
        var command = new Command(marked, COMMAND.directory(), COMMAND.environment(), Duration.ofMinutes(1));
        door.issue("5.9", marked, CONFIRMED, Duration.ofMinutes(30));
        var ended = door.run("5.9", command, program(new Ended.Exited(0, Duration.ZERO)), line -> {});
        assertThat(ended).isInstanceOf(Ended.NotStarted.class);
        assertThat(order).containsExactly("command.refused");
    }

    @Test
    void a_trail_that_cannot_be_written_starts_nothing() {
        broken = "command.intent";
        permit();

        assertThatThrownBy(() -> run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(TrailUnavailable.class);
        assertThat(order).isEmpty();
    }

    /** As on macOS, on Windows, or where the kernel is older. */
    @Test
    void a_program_that_nothing_holds_is_not_started_whoever_confirmed_it() throws Exception {
        permit();
        var program = program(new Ended.Exited(0, Duration.ZERO));
        var ended = door.run(
                "5.9",
                COMMAND,
                new CommandRunner() {
                    @Override
                    public Ended run(Command command, Consumer<String> output) throws InterruptedException {
                        return program.run(command, output);
                    }

                    @Override
                    public Lookup find(Command command) {
                        return program.find(command);
                    }

                    @Override
                    public Optional<String> unheld(Command command) {
                        return Optional.of("this system cannot hold a program");
                    }
                },
                line -> {});

        assertThat(ended).isEqualTo(new Ended.NotStarted("this system cannot hold a program"));
        assertThat(order).containsExactly("command.refused");
        assertThat(records.getFirst().data()).containsEntry("why", "this system cannot hold a program");
    }

    @Test
    void an_outcome_that_cannot_be_written_is_no_success() {
        broken = "command.outcome";
        permit();

        assertThatThrownBy(() -> run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(TrailUnavailable.class);
        assertThat(order).containsExactly("command.intent", "started");
    }

    @Test
    void a_permit_is_for_one_start_of_what_was_reviewed_for_a_while() throws Exception {
        assertThat(run(new Ended.Exited(0, Duration.ZERO)))
                .isEqualTo(new Ended.NotStarted("there is no permit for it"));
        permit();
        run(new Ended.Exited(0, Duration.ZERO));
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);
        door.issue("5.9", List.of("./deploy.sh", "one"), CONFIRMED, Duration.ofMinutes(30));
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);
        door.issue("5.8", COMMAND.arguments(), CONFIRMED, Duration.ofMinutes(30));
        door.revoke("5.9");
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);
        permit();
        time.sleep(Duration.ofMinutes(31));
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);
        permit();
        door.revoke("5.9");
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);
        var otherPlan = new LocalCommands.Confirmed("ab".repeat(32), "f00d", "lead");
        door.issue("5.9", COMMAND.arguments(), otherPlan, Duration.ofMinutes(30));
        assertThat(run(new Ended.Exited(0, Duration.ZERO))).isInstanceOf(Ended.NotStarted.class);

        assertThat(order.stream().filter("started"::equals)).hasSize(1);
        assertThat(order.stream().filter("command.refused"::equals)).hasSize(7);
    }

    @Test
    void what_a_plan_may_not_start_is_not_started_by_a_permit_either() throws Exception {
        var shell = new Command(List.of("bash", "-c", "aws"), Path.of("/copy"), Map.of(), Duration.ofMinutes(1));
        door.issue("5.9", shell.arguments(), CONFIRMED, Duration.ofMinutes(30));

        assertThat(door.run("5.9", shell, program(new Ended.Exited(0, Duration.ZERO)), line -> {}))
                .isInstanceOf(Ended.NotStarted.class);
        assertThat(order).containsExactly("command.refused");
    }

    @Test
    void however_it_ends_its_end_is_written() throws Exception {
        permit();
        run(new Ended.TimedOut(Duration.ofMinutes(1)));
        permit();
        run(new Ended.NotStarted("no such file"));
        permit();
        assertThatThrownBy(() -> door.run(
                        "5.9",
                        COMMAND,
                        (command, output) -> {
                            throw new InterruptedException();
                        },
                        line -> {}))
                .isInstanceOf(InterruptedException.class);
        permit();
        assertThatThrownBy(() -> door.run(
                        "5.9",
                        COMMAND,
                        (command, output) -> {
                            throw new IllegalStateException("lost");
                        },
                        line -> {}))
                .hasMessage("lost");

        assertThat(records.stream()
                        .filter(r -> r.kind().equals("command.outcome"))
                        .map(r -> r.data().get("outcome")))
                .containsExactly("timed out", "not started", "interrupted", "unknown");
    }
}
