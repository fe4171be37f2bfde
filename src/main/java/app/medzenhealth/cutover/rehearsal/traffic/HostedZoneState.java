package app.medzenhealth.cutover.rehearsal.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A hosted zone and everything it has been: what its name servers say is what it was a little earlier, and what resolvers have
 * cached is older still.
 */
final class HostedZoneState {
    /** From a change's acceptance to INSYNC; each server in turn gets it within this time. */
    static final Duration SPREADING = Duration.ofSeconds(30);

    final HostedZone zone;
    final List<String> servers;
    private final List<Version> versions = new ArrayList<>();

    record Version(Instant submitted, List<ResourceRecordSet> records) {}

    HostedZoneState(HostedZone zone, List<String> servers, List<ResourceRecordSet> records, Instant since) {
        this.zone = zone;
        this.servers = servers;
        versions.add(new Version(since.minus(SPREADING), List.copyOf(records)));
    }

    /** As the API shows it: accepted changes at once. */
    List<ResourceRecordSet> current() {
        return versions.getLast().records();
    }

    /** Every record that it has or had. */
    Stream<ResourceRecordSet> everything() {
        return versions.stream().flatMap(v -> v.records().stream());
    }

    void accept(List<ResourceRecordSet> records, Instant now) {
        versions.add(new Version(now, List.copyOf(records)));
    }

    /** @param server its index among {@link #servers}; the last has the change when the change is INSYNC */
    List<ResourceRecordSet> servedBy(int server, Instant at) {
        for (var version : versions.reversed()) {
            if (!reaches(version, server).isAfter(at)) {
                return version.records();
            }
        }
        return versions.getFirst().records();
    }

    /** When the given server began to serve each version, in order. */
    List<Instant> turns(int server) {
        return versions.stream().map(v -> reaches(v, server)).toList();
    }

    private Instant reaches(Version version, int server) {
        return version.submitted().plusNanos(SPREADING.toNanos() * (server + 1L) / servers.size());
    }
}
