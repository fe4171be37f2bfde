package app.medzenhealth.cutover.action.script;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import java.util.Map;
import java.util.Optional;

/**
 * An action as commands. Made from the plan and the session alone, without reading AWS: whoever carries out the commands may do so
 * days later, so the commands look at the live state themselves, and what is done already is not done again.
 */
@FunctionalInterface
public interface Recipe {

    void write(ActionContext context, Inputs with, Script script);

    /** What later steps may ask of this action, by output name; {@code *}: by any name, put in for {@code %s}. */
    default Map<String, Given> gives(ActionContext context, Inputs with) {
        return Map.of();
    }

    /**
     * Whether what the action does still holds, as commands that change nothing and end the script where it does not; empty where no
     * command can ask it, and for what only reads: that is its own question.
     */
    default Optional<Recipe> asks() {
        return Optional.empty();
    }

    /** The same, with what asks whether it still holds. */
    default Recipe asking(Recipe question) {
        var itself = this;
        return new Recipe() {
            @Override
            public void write(ActionContext context, Inputs with, Script script) {
                itself.write(context, with, script);
            }

            @Override
            public Map<String, Given> gives(ActionContext context, Inputs with) {
                return itself.gives(context, with);
            }

            @Override
            public Optional<Recipe> asks() {
                return Optional.of(question);
            }
        };
    }

    /** What an action gives, said separately from what it does. */
    @FunctionalInterface
    interface Gives {
        Map<String, Given> of(ActionContext context, Inputs with);
    }

    default Recipe giving(Gives gives) {
        var itself = this;
        return new Recipe() {
            @Override
            public void write(ActionContext context, Inputs with, Script script) {
                itself.write(context, with, script);
            }

            @Override
            public Map<String, Given> gives(ActionContext context, Inputs with) {
                return gives.of(context, with);
            }
        };
    }
}
