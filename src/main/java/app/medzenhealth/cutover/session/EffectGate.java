package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.catalogue.Operation;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.RegionAccess;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What stands before every effect that is not an AWS call, and before every step that has one: a session that only reads has
 * none. It is the declared effect that counts, of the step and of each of its actions, not the number of calls that a preview
 * shows; what is not declared as reading has an effect.
 *
 * <p>Calls to AWS are stopped once more by the guard. A local command has no guard but this one: it runs in a step that was
 * confirmed, while its action is carried out, and at no other time.
 */
final class EffectGate {
    private final Plan plan;
    private final ActionCatalogue catalogue;
    private final Identity.Reader identity;
    private final RegionAccess access;
    private final BooleanSupplier held;
    private final LocalCommands commands;
    /** Steps whose confirmed action is being carried out. */
    private final Set<String> open = new HashSet<>();

    /** @param catalogue every kind of action there is: what it does not know is taken to have an effect */
    EffectGate(
            Plan plan,
            ActionCatalogue catalogue,
            Identity.Reader identity,
            RegionAccess access,
            BooleanSupplier held,
            LocalCommands commands) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.identity = identity;
        this.access = access;
        this.held = held;
        this.commands = commands;
    }

    /** Why a step that uses these actions may not be carried out by this session; empty where it may. */
    Optional<Identity.Denial> denial(String step, Collection<ActionUse> uses) {
        return hasEffect(step) || uses.stream().anyMatch(this::hasEffect) ? identity.denial() : Optional.empty();
    }

    private boolean hasEffect(String step) {
        return plan.step(step).map(s -> s.effect() != Step.Effect.READS).orElse(true);
    }

    private boolean hasEffect(ActionUse use) {
        return catalogue.find(use.type()).map(t -> t.signature().writes()).orElse(true);
    }

    /** What is planned and the action's type does not declare: it is neither confirmed nor sent. */
    List<Operation> undeclared(ActionUse use, Collection<PlannedCall> calls) {
        var declared = catalogue.find(use.type()).map(ActionType::sends).orElse(Set.of());
        return calls.stream()
                .map(Operation::of)
                .filter(o -> !declared.contains(o))
                .distinct()
                .toList();
    }

    /**
     * Lets one confirmed action have its effect.
     *
     * @param calls what it will send
     * @param leave which program it may start
     * @throws ActionFailure if this session only reads, or if its type does not declare what it will send; nothing was done then
     */
    <T> T pass(String step, ActionUse use, Collection<PlannedCall> calls, Leave leave, Passing<T> action)
            throws InterruptedException {
        var undeclared = undeclared(use, calls);
        if (!undeclared.isEmpty()) {
            throw new ActionFailure(
                    "“" + use.type() + "” would send " + undeclared.getFirst() + ", which it does not declare",
                    "it was not begun",
                    "this is a fault of the console: do it by hand with the saved scripts");
        }
        var denial = denial(step, Set.of(use));
        if (denial.isPresent()) {
            throw new ActionFailure(
                    "“" + use.type() + "” changes something, and "
                            + denial.get().why(),
                    "it was not begun",
                    denial.get().next());
        }
        synchronized (open) {
            open.add(step);
        }
        try {
            if (leave.arguments().isPresent()) {
                commands.issue(step, leave.arguments().get(), leave.confirmed(), leave.validity());
            }
            return action.go();
        } finally {
            commands.revoke(step);
            synchronized (open) {
                open.remove(step);
            }
        }
    }

    /**
     * Which program a confirmed action may start, once.
     *
     * @param arguments the program first; empty: none
     */
    record Leave(Optional<List<String>> arguments, LocalCommands.Confirmed confirmed, Duration validity) {
        static final Leave NONE = new Leave(Optional.empty(), new LocalCommands.Confirmed("", "", ""), Duration.ZERO);

        static Leave of(Action action, LocalCommands.Confirmed confirmed, Duration validity) {
            return new Leave(Optional.of(action.starts()).filter(a -> !a.isEmpty()), confirmed, validity);
        }
    }

    interface Passing<T> {
        T go() throws InterruptedException;
    }

    /** The runner for a step's local commands. What it may not start is not started, and says why. */
    CommandRunner commands(String step, CommandRunner runner) {
        return new CommandRunner() {
            @Override
            public Ended run(Command command, Consumer<String> output) throws InterruptedException {
                var refused = refused(step);
                return refused.isPresent()
                        ? commands.refused(step, command, refused.get())
                        : commands.run(step, command, runner, output);
            }

            @Override
            public Optional<String> unheld(Command command) {
                return runner.unheld(command);
            }

            @Override
            public String held(Command command) {
                return runner.held(command);
            }

            @Override
            public Lookup find(Command command) {
                return runner.find(command);
            }
        };
    }

    private Optional<String> refused(String step) {
        synchronized (open) {
            if (!open.contains(step)) {
                return Optional.of("no confirmed step is being carried out here");
            }
        }
        if (identity.denial().isPresent()) {
            return identity.denial().map(Identity.Denial::why);
        }
        if (held.getAsBoolean()) {
            return Optional.of("changes are on hold");
        }
        var doubt = commands.doubt();
        if (doubt.isPresent()) {
            return doubt;
        }
        return access.mayWrite(step, RegionAccess.GLOBAL)
                ? Optional.empty()
                : Optional.of("the plan lets the phase of step " + step + " write nowhere");
    }
}
