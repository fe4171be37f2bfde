package app.medzenhealth.cutover.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** What the parts of a plan must mean together, beyond what the JSON Schema can say. */
final class PlanCheck {
    private final ActionCheck actions;

    PlanCheck(Collection<ActionSignature> signatures) {
        this.actions = new ActionCheck(signatures);
    }

    List<PlanProblem> problems(Plan plan, Path file, ToIntFunction<String> line) {
        var found = new ArrayList<PlanProblem>();
        Faults faults = (pointer, problem, remedy) ->
                found.add(new PlanProblem(file, line.applyAsInt(pointer), pointer, problem, remedy));
        var places = PlanPlaces.of(plan);
        var stated = StatedValues.in(plan);
        var named = PlanPlaces.of(stated);
        IdCheck.look(places, faults);
        StepCheck.look(named, faults);
        WriteRoleCheck.look(plan, places, faults);
        var order = OrderCheck.look(places, faults);
        actions.look(places, faults);
        CommandCheck.look(places, faults);
        var moves = Moves.of(named, order, actions);
        FactsCheck.look(named, order, faults);
        RoutingCheck.look(moves, faults);
        AddressCheck.look(moves, faults);
        DrainingCheck.look(moves, faults);
        ReturnCheck.look(moves, faults);
        LeftBehindCheck.look(moves, faults);
        BackingCheck.look(moves, faults);
        TriggerCheck.look(moves, faults);
        DecisionCheck.look(moves, faults);
        ListCheck.look(moves, named, faults);
        NoticeCheck.look(moves, faults);
        WatchCheck.look(moves, faults);
        SnapshotCheck.look(moves, faults);
        CopyCheck.look(moves, faults);
        SweepCheck.look(moves, faults);
        SoakCheck.look(moves, named, faults);
        AlikeCheck.look(moves, faults);
        new DeletionCheck(actions, moves).look(named, order, faults);
        WindowCheck.look(named, order, faults);
        BoardCheck.look(plan, faults);
        WebhookCheck.look(plan, faults);
        RuleCheck.look(plan, faults);
        ProbeCheck.look(plan, new StepOutputs(actions::signature), faults);
        MonitoringCheck.look(plan, new StepOutputs(actions::signature), faults);
        MeasureCheck.look(places, faults);
        ParameterCheck.look(places, actions, faults);
        TextCheck.look(places, faults);
        WayBackCheck.look(plan, stated, order, faults);
        new VariableCheck(actions, order).look(places, faults);
        found.sort(Comparator.comparingInt(PlanProblem::line));
        return found;
    }

    /** Where checks say what they found. */
    interface Faults {
        void found(String pointer, String problem, String remedy);
    }
}
