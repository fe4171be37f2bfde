package app.medzenhealth.cutover.model;

import app.medzenhealth.cutover.action.catalogue.Operation;
import app.medzenhealth.cutover.rehearsal.AwsFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Every error code that each operation of the embedded services can answer with, found in their classes: the constants that reach
 * {@link AwsFault} or an error's details, by way of any method of the room that the operation can come to.
 */
final class EstateRefusals {
    private static final String ROOM = "app/medzenhealth/cutover/rehearsal/";
    private static final String SERVICES = "software/amazon/awssdk/services/";
    private static final Pattern CODE =
            Pattern.compile("(AWS\\.SimpleQueueService\\.)?[A-Z][a-z0-9]?[A-Za-z0-9]*[A-Z][A-Za-z0-9]*(\\.[A-Za-z]+)?");
    private static final Pattern REQUEST = Pattern.compile("\\(L(" + SERVICES + "([a-z0-9]+)/[^;]*Request);\\).*");

    /** One method of the room: owner, name and descriptor. */
    private record Place(String owner, String name, String type) {}

    /**
     * What a method does, in order.
     *
     * @param made the service whose exception is begun here; empty for anything else
     * @param constant a word that could be a code
     * @param called a method of the room, or one that takes a code
     */
    private record Move(String made, Optional<String> constant, Optional<Place> called) {}

    /** @param service of the exception */
    private record Code(String service, String code) {}

    private final Map<Place, List<Move>> methods = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();
    /** Methods that are given a code, with the services whose exceptions they make of it. */
    private final Map<Place, Set<String>> takers = new HashMap<>();

    private final Map<Place, Set<Code>> states = new HashMap<>();

    private EstateRefusals(List<ClassModel> classes) {
        classes.forEach(this::read);
        for (var grown = true; grown; ) {
            grown = false;
            for (var method : methods.keySet()) {
                grown |= look(method);
            }
        }
    }

    /** The codes of each operation that is embedded, none for those that refuse nothing by themselves. */
    static SortedMap<String, SortedSet<String>> byOperation() {
        return new EstateRefusals(classes()).found();
    }

    private static List<ClassModel> classes() {
        try {
            var root = Path.of(AwsFault.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (var files = Files.walk(root.resolve(ROOM))) {
                var parsed = new ArrayList<ClassModel>();
                for (var file :
                        files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    parsed.add(ClassFile.of().parse(file));
                }
                return parsed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(ClassModel type) {
        var name = type.thisClass().asInternalName();
        type.superclass()
                .ifPresent(s -> below.computeIfAbsent(s.asInternalName(), _ -> new HashSet<>())
                        .add(name));
        type.interfaces()
                .forEach(i -> below.computeIfAbsent(i.asInternalName(), _ -> new HashSet<>())
                        .add(name));
        type.methods().forEach(m -> {
            var moves = new ArrayList<Move>();
            m.code().map(CodeModel::elementList).orElse(List.of()).forEach(e -> move(e, moves));
            methods.put(
                    new Place(name, m.methodName().stringValue(), m.methodType().stringValue()), moves);
        });
    }

    private static void move(CodeElement element, List<Move> moves) {
        switch (element) {
            case ConstantInstruction c
            when c.constantValue() instanceof String s && CODE.matcher(s).matches() ->
                moves.add(new Move("", Optional.of(s), Optional.empty()));
            case InvokeInstruction i
            when i.name().equalsString("builder")
                    && i.owner().asInternalName().startsWith(SERVICES)
                    && i.owner().asInternalName().endsWith("Exception") ->
                moves.add(new Move(
                        i.owner().asInternalName().substring(SERVICES.length()).split("/")[0],
                        Optional.empty(),
                        Optional.empty()));
            case InvokeInstruction i
            when i.owner().asInternalName().startsWith(ROOM)
                    || i.name().equalsString("errorCode")
                            && i.type().stringValue().startsWith("(Ljava/lang/String;)") ->
                moves.add(called(
                        i.owner().asInternalName(),
                        i.name().stringValue(),
                        i.type().stringValue()));
            case InvokeDynamicInstruction d ->
                d.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .map(h -> called(
                                h.owner()
                                        .descriptorString()
                                        .substring(
                                                1, h.owner().descriptorString().length() - 1),
                                h.methodName(),
                                h.lookupDescriptor()))
                        .filter(m -> m.called().orElseThrow().owner().startsWith(ROOM))
                        .forEach(moves::add);
            default -> {}
        }
    }

    private static Move called(String owner, String name, String type) {
        return new Move("", Optional.empty(), Optional.of(new Place(owner, name, type)));
    }

    /** Whether a method is found to state, or to be given, a code that it was not known for. */
    private boolean look(Place method) {
        var grown = false;
        var service = "";
        var constant = Optional.<String>empty();
        for (var move : methods.getOrDefault(method, List.of())) {
            service = move.made().isEmpty() ? service : move.made();
            constant = move.constant().or(move.made().isEmpty() ? ofNothing(constant) : Optional::empty);
            var called = move.called();
            var services = called.map(c -> takes(c, method)).orElse(Set.of());
            if (services.isEmpty()) {
                continue;
            }
            for (var one : services) {
                var of = one.isEmpty() ? service : one;
                grown |= constant.isPresent()
                        ? states.computeIfAbsent(method, _ -> new HashSet<>()).add(new Code(of, constant.get()))
                        : method.type().contains("Ljava/lang/String;")
                                && takers.computeIfAbsent(method, _ -> new HashSet<>())
                                        .add(of);
            }
            constant = Optional.empty();
        }
        return grown;
    }

    private static <T> Supplier<Optional<T>> ofNothing(Optional<T> same) {
        return () -> same;
    }

    /** The services of whose exceptions a call makes one by the code that it is given; an empty name: of the caller's. */
    private Set<String> takes(Place called, Place from) {
        var sink = called.owner().equals(ROOM + "AwsFault") && !from.owner().equals(ROOM + "AwsFault")
                || called.name().equals("errorCode") && !from.owner().startsWith(ROOM + "AwsFault");
        return sink ? Set.of("") : takers.getOrDefault(called, Set.of());
    }

    private SortedMap<String, SortedSet<String>> found() {
        var found = new TreeMap<String, SortedSet<String>>();
        methods.keySet()
                .forEach(m -> operation(m).ifPresent(o -> {
                    var codes = found.computeIfAbsent(o.toString(), _ -> new TreeSet<>());
                    reach(m).stream()
                            .flatMap(r -> states.getOrDefault(r, Set.of()).stream())
                            .filter(c -> c.service().isEmpty() || c.service().equals(o.service()))
                            .forEach(c -> codes.add(c.code()));
                }));
        return Collections.unmodifiableSortedMap(found);
    }

    private static Optional<Operation> operation(Place method) {
        var request = REQUEST.matcher(method.type());
        if (!request.matches()
                || !method.owner().contains("/Embedded") && !method.owner().contains("/Unused")) {
            return Optional.empty();
        }
        var name = method.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + method.name().substring(1);
        return request.group(1).toLowerCase(Locale.ROOT).endsWith("/" + name.toLowerCase(Locale.ROOT) + "request")
                ? Optional.of(new Operation(request.group(2), name))
                : Optional.empty();
    }

    private Set<Place> reach(Place from) {
        var seen = new HashSet<Place>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var next = open.pop();
            if (seen.add(next)) {
                methods.getOrDefault(next, List.of()).stream()
                        .flatMap(m -> m.called().stream())
                        .forEach(c -> {
                            open.push(c);
                            below.getOrDefault(c.owner(), Set.of())
                                    .forEach(b -> open.push(new Place(b, c.name(), c.type())));
                        });
            }
        }
        return seen;
    }
}
