package app.medzenhealth.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.concurrent.ChildProcess;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No wait without an end, no thread but from one place, and nothing that talks to others without a limit on it. */
class EverythingEndsTest {
    private static final String ROOT = "app.medzenhealth.cutover";
    private static final String THREADS = ROOT + ".concurrent";

    /** What may not be called, and what to call instead. */
    private record Ban(Class<?> owner, Set<String> methods, int parameters, String instead) {

        private static final int ANY = -1;

        static Ban of(Class<?> owner, String method, int parameters, String instead) {
            return new Ban(owner, Set.of(method), parameters, instead);
        }

        boolean meets(CodeUnitAccessTarget called) {
            return methods.contains(called.getName())
                    && (parameters == ANY || called.getRawParameterTypes().size() == parameters)
                    && isA(called.getOwner().getName());
        }

        private boolean isA(String name) {
            try {
                return owner.isAssignableFrom(Class.forName(name, false, Ban.class.getClassLoader()));
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }

    private static final String MAKERS =
            "take a thread from concurrent.Threads: a virtual one waits for a carrier, and the"
                    + " common pool's are as few as the processors";

    private static final List<Ban> THREAD_MAKERS = List.of(
            new Ban(Thread.class, Set.of("ofVirtual", "startVirtualThread", "ofPlatform", "<init>"), Ban.ANY, MAKERS),
            new Ban(
                    Executors.class,
                    Set.of(
                            "newVirtualThreadPerTaskExecutor",
                            "newThreadPerTaskExecutor",
                            "newFixedThreadPool",
                            "newCachedThreadPool",
                            "newSingleThreadExecutor",
                            "newScheduledThreadPool",
                            "newSingleThreadScheduledExecutor",
                            "newWorkStealingPool"),
                    Ban.ANY,
                    MAKERS),
            new Ban(ThreadPoolExecutor.class, Set.of("<init>"), Ban.ANY, MAKERS),
            new Ban(Timer.class, Set.of("<init>"), Ban.ANY, MAKERS),
            new Ban(ForkJoinPool.class, Set.of("<init>", "commonPool"), Ban.ANY, MAKERS),
            new Ban(
                    CompletableFuture.class,
                    Set.of(
                            "supplyAsync",
                            "runAsync",
                            "thenApplyAsync",
                            "thenAcceptAsync",
                            "thenRunAsync",
                            "handleAsync",
                            "whenCompleteAsync",
                            "orTimeout",
                            "completeOnTimeout",
                            "delayedExecutor"),
                    Ban.ANY,
                    MAKERS),
            new Ban(Collection.class, Set.of("parallelStream"), Ban.ANY, MAKERS),
            new Ban(BaseStream.class, Set.of("parallel"), Ban.ANY, MAKERS));

    private static final List<Ban> WAITS = List.of(
            Ban.of(Future.class, "get", 0, "get(time, unit)"),
            Ban.of(CompletableFuture.class, "join", 0, "get(time, unit)"),
            Ban.of(ForkJoinTask.class, "join", 0, "get(time, unit)"),
            Ban.of(Thread.class, "join", 0, "join(duration)"),
            Ban.of(CountDownLatch.class, "await", 0, "await(time, unit)"),
            Ban.of(CyclicBarrier.class, "await", 0, "await(time, unit)"),
            new Ban(
                    Phaser.class,
                    Set.of("arriveAndAwaitAdvance", "awaitAdvance"),
                    Ban.ANY,
                    "awaitAdvanceInterruptibly"),
            Ban.of(Condition.class, "await", 0, "await(time, unit)"),
            new Ban(Condition.class, Set.of("awaitUninterruptibly"), Ban.ANY, "await(time, unit)"),
            Ban.of(Object.class, "wait", 0, "a condition's await(time, unit)"),
            Ban.of(Semaphore.class, "acquire", Ban.ANY, "tryAcquire(permits, time, unit)"),
            new Ban(Semaphore.class, Set.of("acquireUninterruptibly"), Ban.ANY, "tryAcquire(permits, time, unit)"),
            Ban.of(BlockingQueue.class, "take", 0, "poll(time, unit)"),
            Ban.of(BlockingQueue.class, "put", 1, "offer(element, time, unit)"),
            Ban.of(Process.class, "waitFor", 0, "waitFor(time, unit)"),
            Ban.of(ExecutorService.class, "close", 0, "shutdownNow, and awaitTermination(time, unit)"),
            Ban.of(ExecutorService.class, "invokeAll", 1, "invokeAll(tasks, time, unit)"),
            Ban.of(ExecutorService.class, "invokeAny", 1, "invokeAny(tasks, time, unit)"),
            new Ban(LockSupport.class, Set.of("park"), Ban.ANY, "parkNanos"));

    private static final List<Ban> OUTSIDE = List.of(
            new Ban(URL.class, Set.of("openStream", "openConnection", "getContent"), Ban.ANY, "monitor.HttpProber"),
            new Ban(
                    Socket.class,
                    Set.of("<init>"),
                    2,
                    "a socket that is not connected yet, and connect(address, time-out)"),
            new Ban(
                    InetSocketAddress.class,
                    Set.of("<init>"),
                    2,
                    "network.Names for the address: a name is looked up in this constructor"),
            Ban.of(Socket.class, "connect", 1, "connect(address, time-out)"),
            new Ban(
                    InetAddress.class,
                    Set.of("getByName", "getAllByName", "isReachable"),
                    Ban.ANY,
                    "network.Names: the system's resolver has no limit, and cannot be interrupted"),
            new Ban(ProcessBuilder.class, Set.of("start"), 0, "monitor.CommandRunner"),
            new Ban(ChildProcess.class, Set.of("start", "startConfined"), Ban.ANY, "monitor.CommandRunner"),
            new Ban(Runtime.class, Set.of("exec"), Ban.ANY, "monitor.CommandRunner"),
            new Ban(DriverManager.class, Set.of("getConnection"), Ban.ANY, "monitor.SqlProber"));

    /** Class and method of ours, what it calls, and why it ends all the same. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry(
                    "app.WindowLaunch CountDownLatch.await",
                    "until the person closes the window, as long as that may be open"),
            Map.entry(
                    "session.StepRecovery Thread.join",
                    "each of these waits ends by its action's own limit, on the session's clock that a rehearsal sets"),
            Map.entry(
                    "rehearsal.VirtualTime Condition.await",
                    "a follower of a clock that stands still waits until somebody moves it, or is interrupted"),
            Map.entry(
                    "audit.BundleCheck Collection.parallelStream",
                    "the caller hashes too, and gets done without the pool; a file has an end"),
            Map.entry("concurrent.ChildProcess ProcessBuilder.start", "whoever starts one is asked instead"),
            Map.entry("concurrent.ChildProcess ChildProcess.start", "the same: it is the way to start one confined"),
            Map.entry(
                    "monitor.ProcessCommandRunner ChildProcess.startConfined",
                    "this is the runner: it ends the command's whole tree after its time"),
            Map.entry(
                    "aws.signin.CredentialProgram ChildProcess.start",
                    "the program has a minute, and what it prints is read with the same limit"),
            Map.entry("ui.signin.Browser ChildProcess.start", "on a thread of its own, and nobody waits for it"),
            Map.entry(
                    "monitor.PostgresSqlProber DriverManager.getConnection",
                    "this is the prober: connecting, each silence, each statement and the whole have limits"),
            Map.entry("network.Names InetSocketAddress.<init>", "of an address that was looked up"),
            Map.entry("app.RecordedAnswers InetSocketAddress.<init>", "of this machine's own address"),
            Map.entry("network.Names InetAddress.getAllByName", "on a thread of its own, waited for with a limit"),
            Map.entry("ui.common.SceneTheme URL.openStream", "a file of the product's own"),
            Map.entry("store.Store DriverManager.getConnection", "a file, with the database's own limit on its lock"),
            Map.entry(
                    "store.TrailReader DriverManager.getConnection",
                    "a file, with the database's own limit on its lock"));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void threads_come_from_one_place() {
        check(THREAD_MAKERS, true);
    }

    @Test
    void every_wait_has_an_end_of_its_own() {
        check(WAITS, false);
    }

    @Test
    void whatever_talks_to_others_has_limits() {
        check(OUTSIDE, false);
    }

    @Test
    void every_exception_is_needed() {
        var met = new TreeSet<String>();
        for (var bans : List.of(THREAD_MAKERS, WAITS, OUTSIDE)) {
            met.addAll(calls(bans, bans == THREAD_MAKERS).keySet());
        }
        System.out.println("ends: " + classes.size() + " classes, "
                + (THREAD_MAKERS.size() + WAITS.size() + OUTSIDE.size()) + " kinds of calls refused, "
                + EXCEPTIONS.size()
                + " exceptions");
        assertThat(met).containsAll(EXCEPTIONS.keySet());
    }

    /** That the rules find what they are for: this class does all of it. */
    @Test
    void the_rules_find_each_kind() {
        var wrong = new ClassFileImporter().importClasses(Endless.class);
        Stream.of(THREAD_MAKERS, WAITS, OUTSIDE)
                .forEach(bans -> assertThat(calls(wrong, bans, false)).isNotEmpty());
        assertThat(calls(wrong, WAITS, false).keySet())
                .anyMatch(call -> call.endsWith("Future.get"))
                .anyMatch(call -> call.endsWith("Thread.join"))
                .anyMatch(call -> call.endsWith("BlockingQueue.take"));
        assertThat(calls(wrong, THREAD_MAKERS, false).keySet()).anyMatch(call -> call.endsWith("Thread.ofVirtual"));
    }

    private static void check(List<Ban> bans, boolean hasPlace) {
        var found = calls(bans, hasPlace);
        found.keySet().removeAll(EXCEPTIONS.keySet());
        var told = new ArrayList<String>();
        found.forEach((call, instead) -> told.add(call + ": " + instead));
        assertThat(told)
                .as("because everything ends, by something that does not depend on what it guards")
                .isEmpty();
    }

    private static Map<String, String> calls(List<Ban> bans, boolean hasPlace) {
        return calls(classes, bans, hasPlace);
    }

    private static Map<String, String> calls(JavaClasses where, List<Ban> bans, boolean hasPlace) {
        var found = new TreeMap<String, String>();
        for (var our : where) {
            if (hasPlace && our.getPackageName().equals(THREADS)) {
                continue;
            }
            accesses(our)
                    .forEach(access -> bans.stream()
                            .filter(ban ->
                                    access.getTarget() instanceof CodeUnitAccessTarget called && ban.meets(called))
                            .forEach(ban -> found.put(
                                    name(access, ban), ban.instead() + " (" + access.getDescription() + ")")));
        }
        return found;
    }

    private static Stream<? extends JavaAccess<?>> accesses(JavaClass our) {
        return Stream.of(
                        our.getMethodCallsFromSelf(),
                        our.getMethodReferencesFromSelf(),
                        our.getConstructorCallsFromSelf(),
                        our.getConstructorReferencesFromSelf())
                .flatMap(Set::stream);
    }

    private static String name(JavaAccess<?> access, Ban ban) {
        var from = access.getOriginOwner().getName();
        return from.substring(ROOT.length() + 1).replaceFirst("\\$.*", "") + " "
                + ban.owner().getSimpleName() + "." + access.getTarget().getName();
    }

    /** Never run. */
    private static final class Endless {
        void all(Future<?> future, BlockingQueue<Runnable> queue, Socket socket) throws Exception {
            Thread.ofVirtual().start(() -> {}).join();
            future.get();
            var next = queue.take();
            next.run();
            socket.connect(null);
        }
    }
}
