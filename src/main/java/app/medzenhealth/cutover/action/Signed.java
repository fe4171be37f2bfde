package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.ActionSignature.Input;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Spells out an action's signature, one input a line. */
public final class Signed {
    private final String type;
    private final String title;
    private final Effect effect;
    private final Scope scope;
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();

    private enum Effect {
        READS,
        WRITES
    }

    private enum Scope {
        REGIONAL,
        GLOBAL
    }

    private Signed(String type, String title, Effect effect, Scope scope) {
        this.type = type;
        this.title = title;
        this.effect = effect;
        this.scope = scope;
    }

    /** Reads in one region. */
    public static Signed reads(String type, String title) {
        return new Signed(type, title, Effect.READS, Scope.REGIONAL);
    }

    /** Reads, and needs no region. */
    public static Signed readsGlobally(String type, String title) {
        return new Signed(type, title, Effect.READS, Scope.GLOBAL);
    }

    /** Changes something in one region. */
    public static Signed writes(String type, String title) {
        return new Signed(type, title, Effect.WRITES, Scope.REGIONAL);
    }

    /** Changes something that has no region. */
    public static Signed writesGlobally(String type, String title) {
        return new Signed(type, title, Effect.WRITES, Scope.GLOBAL);
    }

    public Signed needs(Kind kind, String... names) {
        for (String name : names) {
            inputs.add(new Input(name, kind, Presence.REQUIRED));
        }
        return this;
    }

    public Signed takes(Kind kind, String... names) {
        for (String name : names) {
            inputs.add(new Input(name, kind, Presence.OPTIONAL));
        }
        return this;
    }

    public Signed gives(String... names) {
        outputs.addAll(List.of(names));
        return this;
    }

    /** What it is about: where a person decided that there is none of these, it has nothing to do. */
    public Signed about(String... names) {
        subjects.addAll(List.of(names));
        return this;
    }

    public ActionType madeBy(Function<Inputs, Action> make) {
        return new ActionType(
                new ActionSignature(
                        type,
                        title,
                        effect == Effect.WRITES,
                        scope == Scope.REGIONAL,
                        List.copyOf(inputs),
                        List.copyOf(outputs),
                        List.copyOf(subjects)),
                make);
    }
}
