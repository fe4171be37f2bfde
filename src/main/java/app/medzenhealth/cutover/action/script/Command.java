package app.medzenhealth.cutover.action.script;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.aws.PlannedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A command as its words, without quoting. */
public record Command(List<String> words) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What stands for a secret or a file where a call is shown: a whole word, or a whole text in JSON. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(^|\")(<[^<>\"]+>|fileb?://[^\"]+)(\"|$)");

    /** @param region where it is sent; what is global goes to {@code us-east-1} */
    public static Command aws(String region, String service, String operation, String... options) {
        var words = new ArrayList<String>(List.of("aws", "--region", region, service, operation));
        words.addAll(List.of(options));
        return new Command(List.copyOf(words));
    }

    /** The very call that the console would send. */
    public static Command of(Call<?, ?, ?> call) {
        return of(call.planned());
    }

    /**
     * A call as the console shows it.
     *
     * @throws ActionFailure if something of it is not shown: a secret, or a file
     */
    public static Command of(PlannedCall call) {
        if (call.cli().stream().anyMatch(w -> PLACEHOLDER.matcher(w).find())) {
            throw new ActionFailure(
                    "No command is known for " + call.operation() + ", of which something is not shown",
                    "nothing was written",
                    "do it by hand, as the plan says");
        }
        return new Command(call.cli());
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    public Command with(String... more) {
        return and(List.of(more));
    }

    public Command and(List<String> more) {
        var all = new ArrayList<String>(words);
        all.addAll(more);
        return new Command(List.copyOf(all));
    }

    /** The option and its value, where there is one. */
    public Command with(String option, Optional<String> value) {
        return value.map(v -> with(option, v)).orElse(this);
    }

    /** The option with a structure as JSON. */
    public Command json(String option, Object value) {
        return with(option, JSON.writeValueAsString(value));
    }

    /** What the JMESPath expression finds in the answer, as text. */
    public Command asking(String query) {
        return with("--query", query, "--output", "text");
    }

    boolean isAws() {
        return words.getFirst().equals("aws");
    }
}
