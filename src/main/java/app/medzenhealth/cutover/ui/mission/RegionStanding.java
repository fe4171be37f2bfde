package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a region is now and will be: by the session's steps, and over them by what was seen in the regions.
 *
 * @param contradicted whether what was seen is not what the steps say; what was seen counts
 * @param read whether the region was read: until then it is what the steps say, and nobody has seen it
 * @param atRest whether the session is closed: nothing goes anywhere any more
 * @param served whether users who are led there are served: not behind a fence, nor where nothing runs that could serve them, nor
 *     while the session counts time without service
 */
record RegionStanding(
        Plan.Region region, RoleNow now, boolean contradicted, boolean read, boolean served, boolean atRest) {

    /** By region, in the plan's order. */
    static Map<String, RegionStanding> of(SessionView view, Optional<Topology> topology) {
        var told = view.rolesNow();
        var standings = new LinkedHashMap<String, RegionStanding>();
        for (var region : view.plan().regions()) {
            var said = Objects.requireNonNull(told.get(region.id()));
            var seen = topology.map(t -> seen(region, said, t)).orElse(said);
            standings.put(
                    region.id(),
                    new RegionStanding(
                            region,
                            seen,
                            seen != said,
                            topology.map(t -> t.regions().get(region.id()))
                                    .flatMap(Topology.Site::read)
                                    .isPresent(),
                            seen != RoleNow.FENCED
                                    && !view.downtime().counting()
                                    && topology.map(t -> t.regions().get(region.id()))
                                            .filter(Topology.Site::idle)
                                            .isEmpty(),
                            view.ended().isPresent()));
        }
        return standings;
    }

    /** {@code FORMER PRIMARY now → DR}. */
    String words() {
        return atRest ? now.word() : now.towards(region.after());
    }

    Tone tone() {
        return !read
                ? Tone.NEUTRAL
                : now.leads() && !served
                        ? Tone.WARN
                        : switch (now) {
                            case PRIMARY, TARGET, PROMOTED -> Tone.OK;
                            case DR -> Tone.ACCENT;
                            case FENCED, FORMER, PREPARING, LEGACY -> atRest ? Tone.NEUTRAL : Tone.WARN;
                            case NEARLY_EMPTY, EMPTIED, BYSTANDER -> Tone.NEUTRAL;
                        };
    }

    private static RoleNow seen(Plan.Region region, RoleNow said, Topology topology) {
        var site = Objects.requireNonNull(topology.regions().get(region.id()));
        var users = !site.names().isEmpty();
        var anywhere =
                topology.regions().values().stream().anyMatch(s -> !s.names().isEmpty());
        // Whom nobody can see led anywhere is where the steps say.
        if (anywhere && users != said.leads()) {
            return users ? RoleNow.PRIMARY : without(region, said, topology);
        }
        if (said == RoleNow.FORMER && follows(region, topology)) {
            return RoleNow.PREPARING;
        }
        return said;
    }

    private static RoleNow without(Plan.Region region, RoleNow said, Topology topology) {
        if (region.before() == Plan.Role.PRIMARY) {
            return region.after() == Plan.Role.SECONDARY && follows(region, topology)
                    ? RoleNow.PREPARING
                    : RoleNow.FORMER;
        }
        return said.leads() ? RoleNow.PROMOTED : said;
    }

    private static boolean follows(Plan.Region region, Topology topology) {
        return topology.replications().stream().anyMatch(r -> r.to().equals(region.id()));
    }
}
