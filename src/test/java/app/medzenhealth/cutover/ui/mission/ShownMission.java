package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.session.SessionView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Mission shows of the regions, as its models hold it: map, roles, traffic, replication, table, counts. Without ages.
 *
 * @param places what each service of each region holds, by place
 * @param sites resources, what is unknown, and the names that lead there, by region
 */
public record ShownMission(
        Map<String, Set<String>> places,
        Map<String, String> sites,
        List<String> arcs,
        Map<String, String> roles,
        Set<SideBySide.Row> rows,
        int resources,
        int unknown,
        int drifted) {

    public static ShownMission of(SessionView view, List<ServiceScan> scans, SideBySide side) {
        var plan = view.plan();
        var topology = Topology.of(plan, scans);
        var unreadable =
                (int) scans.stream().filter(s -> s.failure().isPresent()).count();
        var rows = LiveRows.of(side, unreadable, "", List.of());
        var places = new TreeMap<String, Set<String>>();
        scans.forEach(s -> places.put(
                ServicePlace.of(s).toString(),
                s.resources().map(String::valueOf).collect(Collectors.toSet())));
        var sites = new TreeMap<String, String>();
        topology.regions()
                .forEach((region, site) -> sites.put(
                        region,
                        site.resources() + " resources, unknown " + site.unknown() + ", users " + site.names()));
        var roles = new TreeMap<String, String>();
        RegionStanding.of(view, Optional.of(topology))
                .forEach((region, s) -> roles.put(region, s.words() + (s.contradicted() ? " CONTRADICTED" : "")));
        return new ShownMission(
                places,
                sites,
                topology.replications().stream().map(String::valueOf).sorted().toList(),
                roles,
                Set.copyOf(side.rows()),
                rows.resources(),
                rows.unknown(),
                rows.drifted());
    }
}
