package app.medzenhealth.cutover.concurrent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Linux takes rights away from one thread, and from every program that it starts from then on: files by Landlock, kinds of sockets by a
 * filter on system calls. No privilege is needed, and nothing gives the rights back.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock: unprivileged access control</a>
 * @see <a href="https://docs.kernel.org/userspace-api/seccomp_filter.html">Seccomp BPF</a>
 */
final class Landlock {
    // System calls of landlock have one number on every machine (include/uapi/asm-generic/unistd.h).
    private static final long CREATE_RULESET = 444;
    private static final long ADD_RULE = 445;
    private static final long RESTRICT_SELF = 446;
    private static final long ASK_VERSION = 1;
    private static final int PATH_BENEATH = 1;
    private static final int NET_PORT = 2;

    // include/uapi/linux/landlock.h
    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    private static final long IOCTL_DEVICE = 1 << 15;
    /**
     * To connect through a socket file that somebody else made.
     *
     * @see <a href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/linux/landlock.h">
     *     LANDLOCK_ACCESS_FS_RESOLVE_UNIX: ABI 9, Linux 7.1</a>
     */
    private static final long RESOLVE_UNIX = 1 << 16;

    private static final long FILE_ONLY = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE | RESOLVE_UNIX;
    private static final long READ = READ_FILE | READ_DIR;
    private static final long CONNECT_TCP = 1 << 1;
    private static final long BIND_AND_CONNECT = 1 | CONNECT_TCP;
    /** Abstract sockets, and signals, of others. */
    private static final long SCOPES = 3;

    private static final int WITH_PORTS = 4;
    private static final int WITH_SCOPES = 6;
    private static final int WITH_SOCKET_FILES = 9;

    private static final int NO_NEW_PRIVILEGES = 38;
    private static final int SECCOMP = 22;
    private static final long FILTER = 2;
    private static final int ONLY_A_NAME = 0x200000;
    private static final int CLOSE_ON_EXEC = 0x80000;

    private static final MemoryLayout ERROR = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = ERROR.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int VERSION = version();

    private Landlock() {}

    static Confinement.Strength strength() {
        // Without the third version a file could be emptied outside of what may be written.
        return VERSION < 3 || SocketFilter.Machine.here() == null
                ? Confinement.Strength.NONE
                : VERSION < WITH_PORTS ? Confinement.Strength.FILES : Confinement.Strength.FILES_AND_PORTS;
    }

    static boolean holdsSocketFiles() {
        return VERSION >= WITH_SOCKET_FILES;
    }

    /**
     * Takes from the current thread whatever is not named. For a platform thread that ends soon: there is no way back.
     *
     * @throws IOException if it could not be done completely; the thread must not start anything then
     */
    static void restrictThisThread(Confinement to) throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread shares its rights with others");
        }
        var machine = SocketFilter.Machine.here();
        if (strength() == Confinement.Strength.NONE || machine == null) {
            throw new IOException("this system cannot confine a program");
        }
        try (var arena = Arena.ofConfined()) {
            var calls = new Calls(arena);
            // Made before files are out of reach: its classes are read from some.
            var program = SocketFilter.of(machine, to).in(arena);
            calls.done("prctl", calls.prctl(NO_NEW_PRIVILEGES, 1, MemorySegment.NULL));
            files(calls, arena, to);
            calls.done("seccomp", calls.prctl(SECCOMP, FILTER, program));
        }
    }

    private static void files(Calls calls, Arena arena, Confinement to) throws IOException {
        // Each version knows one right more, from the second's thirteen first ones on: all that this kernel knows are
        // taken.
        var inFiles = VERSION < 5 ? (1L << 15) - 1 : (1L << 16) - 1;
        var handled = holdsSocketFiles() ? inFiles | RESOLVE_UNIX : inFiles;
        var ports = VERSION >= WITH_PORTS;
        var attributes = arena.allocate(24, 8);
        attributes.set(ValueLayout.JAVA_LONG, 0, handled);
        attributes.set(ValueLayout.JAVA_LONG, 8, ports ? BIND_AND_CONNECT : 0);
        attributes.set(ValueLayout.JAVA_LONG, 16, VERSION >= WITH_SCOPES ? SCOPES : 0);
        var size = VERSION >= WITH_SCOPES ? 24 : ports ? 16 : 8;
        var rules = (int) calls.done("landlock", calls.system(CREATE_RULESET, attributes, size, 0));
        try {
            allow(calls, arena, rules, to.readable(), READ);
            allow(calls, arena, rules, to.runnable(), READ | EXECUTE);
            allow(calls, arena, rules, to.writable(), inFiles);
            if (holdsSocketFiles()) {
                allow(calls, arena, rules, to.socket().stream().toList(), RESOLVE_UNIX);
            }
            if (ports) {
                for (var port : to.ports()) {
                    var rule = arena.allocate(16, 8);
                    rule.set(ValueLayout.JAVA_LONG, 0, CONNECT_TCP);
                    rule.set(ValueLayout.JAVA_LONG, 8, port);
                    calls.done("landlock", calls.rule(rules, NET_PORT, rule));
                }
            }
            calls.done("landlock", calls.system(RESTRICT_SELF, MemorySegment.ofAddress(rules), 0, 0));
        } finally {
            calls.close(rules);
        }
    }

    /** What is not there needs no rule. */
    private static void allow(Calls calls, Arena arena, int rules, Collection<Path> paths, long rights)
            throws IOException {
        for (var path : paths) {
            if (!Files.exists(path)) {
                continue;
            }
            var at = (int) calls.done("open " + path, calls.open(path));
            try {
                var rule = arena.allocate(16, 8);
                rule.set(ValueLayout.JAVA_LONG, 0, Files.isDirectory(path) ? rights : rights & FILE_ONLY);
                rule.set(ValueLayout.JAVA_INT, 8, at);
                calls.done("landlock for " + path, calls.rule(rules, PATH_BENEATH, rule));
            } finally {
                calls.close(at);
            }
        }
    }

    /** Of Landlock, as the kernel knows it; 0 where there is none. */
    private static int version() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return 0;
        }
        try (var arena = Arena.ofConfined()) {
            return (int) Math.max(0, new Calls(arena).system(CREATE_RULESET, MemorySegment.NULL, 0, ASK_VERSION));
        } catch (IOException | RuntimeException | LinkageError e) {
            return 0;
        }
    }

    /** The C library's functions that are needed, and what they said went wrong. */
    private static final class Calls {
        private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
        private static final MethodHandle SYSCALL =
                handle("syscall", 1, FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG));
        private static final MethodHandle PRCTL =
                handle("prctl", 1, FunctionDescriptor.of(INT, INT, LONG, LONG, LONG, LONG));
        private static final MethodHandle OPEN =
                handle("open", 2, FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT, INT));
        private static final MethodHandle CLOSE = handle("close", 1, FunctionDescriptor.of(INT, INT));

        private final Arena arena;
        private final MemorySegment error;

        Calls(Arena arena) {
            this.arena = arena;
            this.error = arena.allocate(ERROR);
        }

        // Allowed by --enable-native-access, which the window needs too.
        @SuppressWarnings("restricted")
        private static MethodHandle handle(String name, int fixed, FunctionDescriptor descriptor) {
            var linker = Linker.nativeLinker();
            var variadic = descriptor.argumentLayouts().size() > fixed;
            var at = linker.defaultLookup().findOrThrow(name);
            var state = Linker.Option.captureCallState("errno");
            return variadic
                    ? linker.downcallHandle(at, descriptor, state, Linker.Option.firstVariadicArg(fixed))
                    : linker.downcallHandle(at, descriptor, state);
        }

        long system(long number, MemorySegment first, long second, long third) throws IOException {
            return called(() -> (long) SYSCALL.invokeExact(error, number, first.address(), second, third, 0L));
        }

        long rule(int rules, int kind, MemorySegment rule) throws IOException {
            return called(
                    () -> (long) SYSCALL.invokeExact(error, ADD_RULE, (long) rules, (long) kind, rule.address(), 0L));
        }

        long prctl(int option, long value, MemorySegment more) throws IOException {
            return called(() -> (int) PRCTL.invokeExact(error, option, value, more.address(), 0L, 0L));
        }

        long open(Path path) throws IOException {
            var name = arena.allocateFrom(path.toString());
            return called(() -> (int) OPEN.invokeExact(error, name, ONLY_A_NAME | CLOSE_ON_EXEC, 0));
        }

        void close(int file) throws IOException {
            called(() -> (int) CLOSE.invokeExact(error, file));
        }

        /** @throws IOException if {@code result} says that it failed */
        long done(String what, long result) throws IOException {
            if (result < 0) {
                throw new IOException(what + " failed with error " + (int) ERRNO.get(error, 0L));
            }
            return result;
        }

        private interface Call {
            long go() throws Throwable;
        }

        private static long called(Call call) throws IOException {
            try {
                return call.go();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException(e);
            }
        }
    }
}
