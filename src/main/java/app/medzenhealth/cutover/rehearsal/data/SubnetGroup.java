package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;

/** A DB subnet group. */
public record SubnetGroup(String name, String description, String vpc, List<String> subnets) {
    public SubnetGroup {
        subnets = List.copyOf(subnets);
    }
}
