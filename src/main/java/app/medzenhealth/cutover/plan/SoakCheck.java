package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a soak looks at, after users were moved, is what they were moved to, for as long as it lasts and since it began. */
final class SoakCheck {
    private SoakCheck() {}

    static void look(Moves moves, PlanPlaces places, Faults faults) {
        if (moves.databaseMoves()) {
            places.phases()
                    .forEach(in -> in.phase()
                            .soak()
                            .filter(s -> !s.checks().isEmpty())
                            .ifPresent(soak -> {
                                subjects(moves, in, soak, faults);
                                time(moves, in, soak, faults);
                            }));
        }
    }

    private static void subjects(Moves moves, PlanPlaces.PhaseAt in, Phase.Soak soak, Faults faults) {
        var pointer = in.pointer() + "/soak/checks";
        var before = "the soak before phase " + in.phase().id();
        moves.promoted().stream()
                .filter(d -> soak.checks().stream()
                        .noneMatch(c -> c.has(Trait.CHECKS_DATABASE)
                                && Moves.Database.of(c).filter(d::equals).isPresent()))
                .forEach(d -> faults.found(
                        pointer,
                        before + " does not look at " + d.name() + ", which users write to",
                        "add rds.check of it"));
        moves.names().stream()
                .filter(n -> soak.checks().stream()
                        .noneMatch(c ->
                                c.has(Trait.CHECKS_NAME) && Moves.name(c).equals(n)
                                        || c.has(Trait.CHECKS_ADDRESS)
                                                && AddressCheck.host(String.valueOf(
                                                                c.with().get("url")))
                                                        .equals(n)))
                .forEach(n -> faults.found(
                        pointer,
                        before + " does not look whether " + n + " is answered, which users are led by",
                        "add http.check of it"));
        var names = moves.promoted().stream().map(Moves.Database::name).collect(Collectors.toSet());
        var about = moves.doing(Trait.MAKES_ALARMS).stream()
                .flatMap(a -> WatchCheck.alarms(a).entrySet().stream()
                        .filter(alarm -> WatchCheck.about(alarm.getValue(), names))
                        .map(alarm -> a.use().region().orElse("") + "/" + alarm.getKey()))
                .collect(Collectors.toSet());
        if (!about.isEmpty()
                && soak.checks().stream()
                        .filter(c -> c.has(Trait.CHECKS_ALARMS))
                        .noneMatch(c -> WatchCheck.asked(c).stream().anyMatch(about::contains))) {
            faults.found(
                    pointer,
                    before + " looks at no alarm of " + String.join(", ", names),
                    "add alarm.check of it, “over” the time of the soak");
        }
    }

    private static void time(Moves moves, PlanPlaces.PhaseAt in, Phase.Soak soak, Faults faults) {
        for (var i = 0; i < soak.checks().size(); i++) {
            var check = soak.checks().get(i);
            var pointer = in.pointer() + "/soak/checks/" + i;
            var said = "the soak before phase " + in.phase().id();
            MeasureCheck.span(check, "over")
                    .filter(o -> o.compareTo(soak.time()) < 0)
                    .ifPresent(o -> faults.found(
                            pointer,
                            said + " lasts " + soak.time() + ", but what it looks at looks back on " + o,
                            "let it look back on all of it"));
            Optional.ofNullable(check.with().get("since"))
                    .map(String::valueOf)
                    .filter(s -> !s.equals(soak.phase())
                            && moves.plan()
                                    .phaseOf(s)
                                    .filter(p -> p.id().equals(soak.phase()))
                                    .isEmpty())
                    .ifPresent(s -> faults.found(
                            pointer,
                            said + " begins with “" + soak.phase() + "”, but what it looks at begins with “" + s + "”",
                            "name the same phase under “since”"));
        }
        if (soak.checks().stream().noneMatch(c -> c.has(Trait.COUNTS_HEALTHY_HOURS))) {
            faults.found(
                    in.pointer() + "/soak/checks",
                    "the soak before phase " + in.phase().id() + " counts no healthy hours: it would be over in time,"
                            + " whatever users met meanwhile",
                    "add soak.healthy of what users are led to, “over” the time of the soak");
        }
        if (soak.checks().stream().noneMatch(c -> c.with().containsKey("over"))) {
            faults.found(
                    in.pointer() + "/soak/checks",
                    "the soak before phase " + in.phase().id() + " looks at nothing but the moment when it ends",
                    "add alarm.check “over” the time of the soak");
        }
    }
}
