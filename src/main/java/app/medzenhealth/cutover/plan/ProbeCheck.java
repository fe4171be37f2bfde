package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan lets ask over and over while production moves: it changes nothing, it is what users ask, and everything that it names
 * is there. A plan without it is sound; its downtime is estimated from its steps then, and called so.
 */
final class ProbeCheck {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> BUILT_IN = Set.of("account", "plan.id");

    private final Plan plan;
    private final StepOutputs outputs;
    private final Faults faults;

    private ProbeCheck(Plan plan, StepOutputs outputs, Faults faults) {
        this.plan = plan;
        this.outputs = outputs;
        this.faults = faults;
    }

    /** @param plan as its file states it, without values */
    static void look(Plan plan, StepOutputs outputs, Faults faults) {
        new ProbeCheck(plan, outputs, faults).look();
    }

    private void look() {
        var seen = new HashSet<String>();
        for (var i = 0; i < plan.probes().size(); i++) {
            var probe = plan.probes().get(i);
            var pointer = "/probes/" + i;
            if (!seen.add(probe.id())) {
                faults.found(pointer + "/id", "the probe “" + probe.id() + "” is there twice", "give one another id");
            }
            probe.region()
                    .filter(r -> plan.region(r).isEmpty())
                    .ifPresent(r -> faults.found(
                            pointer + "/region",
                            "there is no region “" + r + "” in this plan",
                            "name one of "
                                    + plan.regions().stream()
                                            .map(Plan.Region::id)
                                            .collect(Collectors.joining(", "))));
            method(probe, pointer);
            address(probe, pointer);
        }
        asUsers();
    }

    /** Asked every second and by itself: nobody confirms it, so nothing of it may matter. */
    private void method(Probe probe, String pointer) {
        var method = probe.method().orElse("GET");
        if (probe.kind() != Probe.Kind.WRITE) {
            if (!READING.contains(method)) {
                faults.found(
                        pointer + "/method",
                        "the probe “" + probe.id() + "” reads, and " + method + " may change something",
                        "leave the method out, or let its kind be write and say why it is harmless");
            }
            return;
        }
        if (READING.contains(method)) {
            faults.found(
                    pointer + "/method",
                    "the probe “" + probe.id() + "” is to write, and " + method + " writes nothing",
                    "name the method that writes, for example POST");
        }
        if (method.equals("DELETE")) {
            faults.found(
                    pointer + "/method",
                    "the probe “" + probe.id() + "” would delete something every second",
                    "write something that nobody misses or finds");
        }
        if (probe.harmless().isEmpty()) {
            faults.found(
                    pointer,
                    "the probe “" + probe.id() + "” writes every second, and nothing says why that does no harm",
                    "add “harmless:”, or leave the probe out: writes are not measured then");
        }
    }

    private void address(Probe probe, String pointer) {
        Stream.concat(Stream.of(probe.url()), probe.connectTo().stream())
                .flatMap(t -> Variables.in(t).stream())
                .filter(v -> !BUILT_IN.contains(v) && plan.parameter(v).isEmpty() && !given(v))
                .distinct()
                .forEach(v -> faults.found(
                        pointer,
                        "the variable ${" + v + "} is not defined",
                        "add a parameter of this name, or use ${<step>.<output>}"));
        var url = stated(probe.url());
        if (Variables.in(url).isEmpty() && !url.startsWith("https://") && !url.startsWith("http://")) {
            faults.found(pointer + "/url", "“" + url + "” is no address", "write it with https://");
        }
        if (probe.felt() && probe.connectTo().isPresent()) {
            faults.found(
                    pointer + "/connectTo",
                    "the probe “" + probe.id() + "” is what users ask, and users are led by the name alone",
                    "take “connectTo” out, or name the region whose side it asks");
        }
    }

    private boolean given(String variable) {
        return plan.steps()
                .filter(s -> variable.startsWith(s.id() + "."))
                .anyMatch(s -> outputs.names(s, variable.substring(s.id().length() + 1)));
    }

    private String stated(String text) {
        return Variables.resolve(text, v -> plan.parameter(v).flatMap(Plan.Parameter::value));
    }

    /** Where production moves by a name, some probe reads what users read, under that name. */
    private void asUsers() {
        if (plan.probes().isEmpty()) {
            return;
        }
        var names = plan.sequence()
                .filter(p -> p.does(Trait.FENCES))
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.REDIRECTS))
                .flatMap(a -> Optional.ofNullable(a.with().get("name")).stream())
                .map(n -> Moves.plain(stated(String.valueOf(n))))
                .collect(Collectors.toSet());
        if (names.isEmpty()) {
            return;
        }
        var felt = plan.probes().stream().filter(Probe::felt).toList();
        if (felt.stream().noneMatch(p -> p.kind() == Probe.Kind.READ)) {
            faults.found(
                    "/probes",
                    "no probe reads what users read: their downtime would not be measured",
                    "add one of the kind read, without a region, under " + String.join(" or ", names));
        }
        var hosts = plan.probes().stream()
                .map(p -> p.connectTo().orElseGet(() -> AddressCheck.host(stated(p.url()))))
                .distinct()
                .count();
        if (hosts < 2) {
            faults.found(
                    "/probes",
                    "all probes ask one host: its silence could not be told from that of this machine's own network",
                    "add one of the kind health that asks another, for example the other side");
        }
        felt.forEach(p -> {
            var host = AddressCheck.host(stated(p.url()));
            if (!names.contains(host)) {
                faults.found(
                        "/probes/" + plan.probes().indexOf(p) + "/url",
                        "the probe “" + p.id() + "” is what users ask, and " + host
                                + " is not the name by which the plan moves them",
                        "ask " + String.join(" or ", names) + ", or name the region whose side it asks");
            }
        });
    }
}
