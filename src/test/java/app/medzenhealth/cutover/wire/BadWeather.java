package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lets each mutating operation of each action type that is meant meet the given faults, one after another, and then passes it. */
final class BadWeather implements Wire.Weather {

    /** @param intent the number of the trail's record before the call */
    record Hit(String action, String operation, Fault fault, long intent) {}

    private final List<Fault> faults;
    private final Predicate<Request> meant;
    private final Map<String, Integer> mutations = new LinkedHashMap<>();
    private final List<Hit> hits = new ArrayList<>();

    BadWeather(List<Fault> faults) {
        this(faults, request -> true);
    }

    /** @param meant which mutating requests meet anything at all */
    BadWeather(List<Fault> faults, Predicate<Request> meant) {
        this.faults = faults;
        this.meant = meant;
    }

    @Override
    public synchronized Fault at(Request request) {
        var operation = RequestReader.operation(request);
        if (Operations.isRead(operation.api(), operation.spelled())) {
            return Fault.NONE;
        }
        var action = request.header(SessionClients.ACTION).orElse("");
        var name = operation.api() + " " + operation.spelled();
        var turn = mutations.merge(action + " " + name, 1, Integer::sum) - 1;
        var fault = turn < faults.size() && meant.test(request) ? faults.get(turn) : Fault.NONE;
        if (fault != Fault.NONE) {
            long intent =
                    request.header(SessionClients.INTENT).map(Long::valueOf).orElseThrow();
            hits.add(new Hit(action, name, fault, intent));
        }
        return fault;
    }

    /** What the next ones of a kind will meet, in order. */
    synchronized List<Fault> ahead(String action, String name) {
        int met = mutations.getOrDefault(action + " " + name, 0);
        return faults.subList(Math.min(met, faults.size()), faults.size());
    }

    synchronized List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** How often each action type sent each mutating operation. */
    synchronized Map<String, Integer> mutations() {
        return Map.copyOf(mutations);
    }
}
