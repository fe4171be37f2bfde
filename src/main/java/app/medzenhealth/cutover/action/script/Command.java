package app.medzenhealth.cutover.action.script;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A command as its words, without quoting. */
public record Command(List<String> words) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param region where it is sent; what is global goes to {@code us-east-1} */
    public static Command aws(String region, String service, String operation, String... options) {
        List<String> words = new ArrayList<>(List.of("aws", "--region", region, service, operation));
        words.addAll(List.of(options));
        return new Command(List.copyOf(words));
    }

    /** A call as the console shows it. */
    public static Command of(PlannedCall call) {
        return new Command(call.cli());
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    public Command with(String... more) {
        return and(List.of(more));
    }

    public Command and(List<String> more) {
        List<String> all = new ArrayList<>(words);
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
