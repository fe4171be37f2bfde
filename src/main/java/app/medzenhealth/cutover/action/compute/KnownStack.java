package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.SessionNote;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which stack a name means to this session, by its ARN. A name is free again as soon as its stack is gone, and CloudFormation
 * lists deleted stacks for 90 days (ListStacks): what is deleted, or is there, under a name may be another stack of that name.
 */
record KnownStack(ActionContext context, Stacks stack) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of what this session makes or deletes. */
    void note(String arn) {
        note().write(new Noted(arn));
    }

    /** What this session made or deleted. */
    Optional<String> own() {
        return note().read().map(Noted::arn);
    }

    /** What this session made or deleted, else what the frozen baseline holds. */
    Optional<String> arn() {
        return own().or(this::frozen);
    }

    private Optional<String> frozen() {
        return SessionFile.in(context, "baseline.json").read().flatMap(text -> {
            try {
                for (JsonNode entry : JSON.readTree(text).path("resources")) {
                    if (entry.path("service").asString("").equals("cloudformation")
                            && entry.path("type").asString("").equals("stack")
                            && entry.path("region").asString("").equals(stack.region())
                            && entry.path("name").asString("").equals(stack.name())) {
                        return Optional.of(entry.path("arn").asString(""));
                    }
                }
            } catch (JacksonException e) {
                // A baseline that cannot be read knows nothing; the step that freezes it says so.
                return Optional.empty();
            }
            return Optional.empty();
        });
    }

    private SessionNote<Noted> note() {
        return SessionNote.in(context, "stack-" + stack.region() + "-" + stack.name(), Noted.class);
    }

    private record Noted(String arn) {}
}
