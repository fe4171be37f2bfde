package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.StepOutputs;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A session has one lock, and one class holds it: how long it is held can be read off the calls of a single method. */
class SessionLockTest {
    /** Of its own: the steps that may have an effect at this moment. Calls nothing while it is held. */
    private static final String EFFECTS = "EffectGate";
    /** Of its own: the permits of local commands that are not used yet. Asks the time while it is held, and nothing else. */
    private static final String COMMANDS = "LocalCommands";

    @Test
    void no_class_but_the_journal_holds_the_lock_of_the_session() throws IOException, URISyntaxException {
        var room = Path.of(Session.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(Session.class.getPackageName().replace('.', '/'));
        var holding = new TreeSet<String>();
        try (var files = Files.walk(room)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var model = ClassFile.of().parse(file);
                if (locks(model)) {
                    holding.add(room.relativize(file).toString().replaceFirst("(\\$.*)?\\.class$", ""));
                }
            }
        }
        assertThat(holding)
                .as("hand what must happen as one to SessionJournal.atomically")
                .containsExactlyInAnyOrder(SessionJournal.class.getSimpleName(), EFFECTS, COMMANDS);
    }

    @Test
    void nobody_writes_while_somebody_else_does_something_as_one() throws InterruptedException, IOException {
        var at = Instant.parse("2026-03-02T06:00:00Z");
        var memory = new KeptInMemory(InstantSource.fixed(at));
        var path = Path.of("assets/plans/medzen-eu-central-1.yaml");
        var plan = ((PlanReading.Read) new PlanReader(SessionActions.signatures()).read(path, Files.readAllBytes(path)))
                .plan();
        var journal = new SessionJournal(
                memory,
                new SessionFold(plan, new StepOutputs(_ -> Optional.empty())),
                SessionTables.read(memory, plan, SessionView.Mode.REHEARSAL, at));
        var writer = journal.atomically(() -> {
            var other = Thread.ofPlatform().start(() -> journal.write("lead", "hold.on", "", Map.of()));
            while (other.isAlive() && other.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            assertThat(journal.state().hold()).isEmpty();
            return other;
        });
        writer.join();
        assertThat(journal.state().hold()).isPresent();
    }

    /** By a block or a method that is synchronized, or with a lock of the library. */
    private static boolean locks(ClassModel model) {
        var synchronizes = model.methods().stream()
                .anyMatch(m -> m.flags().has(AccessFlag.SYNCHRONIZED)
                        || m.code().stream()
                                .flatMap(c -> c.elementStream())
                                .anyMatch(e -> e instanceof MonitorInstruction i && i.opcode() == Opcode.MONITORENTER));
        return synchronizes
                || StreamSupport.stream(model.constantPool().spliterator(), false)
                        .anyMatch(e -> e instanceof ClassEntry c
                                && c.asInternalName().startsWith("java/util/concurrent/locks/"));
    }
}
