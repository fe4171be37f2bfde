package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** In which Availability Zone each subnet of a region lies: what RDS asks of the network. */
public final class SubnetZones {
    private final Map<String, String> zones = new HashMap<>();

    private SubnetZones() {}

    public static SubnetZones of(Estate estate, String region) {
        return estate.state(SubnetZones.class, region, SubnetZones::new);
    }

    public void put(String subnet, String zone) {
        zones.put(subnet, zone);
    }

    public void remove(String subnet) {
        zones.remove(subnet);
    }

    /** Whether the network that these are of is known at all. */
    boolean knowsAny(Set<String> subnets) {
        return subnets.stream().anyMatch(zones::containsKey);
    }

    boolean knowsAll(Set<String> subnets) {
        return zones.keySet().containsAll(subnets);
    }

    long zones(Set<String> subnets) {
        return subnets.stream().map(zones::get).distinct().count();
    }
}
