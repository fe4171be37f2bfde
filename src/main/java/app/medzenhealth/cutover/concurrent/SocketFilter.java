package app.medzenhealth.cutover.concurrent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets a program can make: TCP, which Landlock holds to ports, and nothing that goes past that. Refused are datagrams, other
 * protocols of the internet, sockets of this machine, of the kernel's own tables and of virtual machines' hosts, the ring by which sockets
 * are made without a system call, and connecting by sending (TCP Fast Open), about which Landlock is not asked. A pair of sockets
 * reaches nobody else, and stays.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/seccomp_filter.html">Seccomp BPF</a>
 * @see <a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock, network flags: TCP only</a>
 */
final class SocketFilter {
    // include/uapi/linux/bpf_common.h
    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ANY_BIT = 0x45;
    private static final int AND = 0x54;
    private static final int END = 0x06;

    // Offsets in struct seccomp_data (include/uapi/linux/seccomp.h): arguments have eight bytes, the lower half comes
    // first.
    private static final int NUMBER = 0;
    private static final int PROCESSOR = 4;
    private static final int FIRST = 16;
    private static final int SECOND = 24;
    private static final int THIRD = 32;
    private static final int FOURTH = 40;

    private static final int PASS = 0x7fff0000;
    private static final int REFUSE = 0x00050000 | 13; // EACCES

    private static final int IO_URING_SETUP = 425;
    private static final int OTHER_TABLE = 0x40000000;
    private static final int MSG_FASTOPEN = 0x20000000;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    /** Without SOCK_NONBLOCK and SOCK_CLOEXEC. */
    private static final int TYPE = 0xf;

    private static final int TCP = 6;
    private static final String NEXT = "";

    /** Processors whose system calls are known here: numbers of socket, sendto, sendmsg and sendmmsg. */
    enum Machine {
        X86_64(0xC000003E, 41, 44, 46, 307),
        AARCH64(0xC00000B7, 198, 206, 211, 269);

        // include/uapi/linux/audit.h; the tables of system calls of x86_64 and of asm-generic.
        private final int audit;
        private final int socket;
        private final int sendto;
        private final int sendmsg;
        private final int sendmmsg;

        Machine(int audit, int socket, int sendto, int sendmsg, int sendmmsg) {
            this.audit = audit;
            this.socket = socket;
            this.sendto = sendto;
            this.sendmsg = sendmsg;
            this.sendmmsg = sendmmsg;
        }

        static @Nullable Machine here() {
            return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> X86_64;
                case "aarch64" -> AARCH64;
                default -> null;
            };
        }
    }

    /**
     * @param yes where it goes on if so: a label, or the next one
     * @param no where it goes on if not
     */
    private record Instruction(int operation, String yes, String no, int value) {}

    private final List<Instruction> code = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    private SocketFilter() {}

    static SocketFilter of(Machine machine, Confinement to) {
        var internet = to.ports().isEmpty() ? "refuse" : "internet";
        var filter = new SocketFilter();
        // Programs for another processor have other numbers.
        filter.add(LOAD, PROCESSOR);
        filter.add(EQUAL, machine.audit, NEXT, "refuse");
        filter.add(LOAD, NUMBER);
        filter.add(AT_LEAST, OTHER_TABLE, "refuse", NEXT);
        filter.add(EQUAL, IO_URING_SETUP, "refuse", NEXT);
        filter.add(EQUAL, machine.socket, "socket", NEXT);
        filter.add(EQUAL, machine.sendto, "fourth", NEXT);
        filter.add(EQUAL, machine.sendmmsg, "fourth", NEXT);
        filter.add(EQUAL, machine.sendmsg, NEXT, "pass");
        filter.add(LOAD, THIRD);
        filter.add(ANY_BIT, MSG_FASTOPEN, "refuse", "pass");
        filter.label("fourth");
        filter.add(LOAD, FOURTH);
        filter.add(ANY_BIT, MSG_FASTOPEN, "refuse", "pass");
        filter.label("socket");
        filter.add(LOAD, FIRST);
        filter.add(EQUAL, AF_INET, internet, NEXT);
        filter.add(EQUAL, AF_INET6, internet, NEXT);
        filter.add(EQUAL, AF_UNIX, to.socket().isPresent() ? "pass" : "refuse", "refuse");
        filter.label("internet");
        filter.add(LOAD, SECOND);
        filter.add(AND, TYPE);
        filter.add(EQUAL, SOCK_STREAM, NEXT, "refuse");
        // Multipath TCP and SCTP are streams, too, and Landlock does not hold them to ports.
        filter.add(LOAD, THIRD);
        filter.add(EQUAL, 0, "pass", NEXT);
        filter.add(EQUAL, TCP, "pass", "refuse");
        filter.label("refuse");
        filter.add(END, REFUSE);
        filter.label("pass");
        filter.add(END, PASS);
        return filter;
    }

    private void add(int operation, int value) {
        add(operation, value, NEXT, NEXT);
    }

    private void add(int operation, int value, String yes, String no) {
        code.add(new Instruction(operation, yes, no, value));
    }

    private void label(String name) {
        labels.put(name, code.size());
    }

    /** As struct sock_fprog. */
    MemorySegment in(Arena arena) {
        var instructions = arena.allocate(8L * code.size(), 8);
        for (var i = 0; i < code.size(); i++) {
            var one = code.get(i);
            instructions.set(ValueLayout.JAVA_SHORT, 8L * i, (short) one.operation());
            instructions.set(ValueLayout.JAVA_BYTE, 8L * i + 2, skipped(i, one.yes()));
            instructions.set(ValueLayout.JAVA_BYTE, 8L * i + 3, skipped(i, one.no()));
            instructions.set(ValueLayout.JAVA_INT, 8L * i + 4, one.value());
        }
        var program = arena.allocate(16, 8);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) code.size());
        program.set(ValueLayout.ADDRESS, 8, instructions);
        return program;
    }

    private byte skipped(int from, String label) {
        return label.equals(NEXT) ? 0 : (byte) (labels.getOrDefault(label, -1) - from - 1);
    }
}
