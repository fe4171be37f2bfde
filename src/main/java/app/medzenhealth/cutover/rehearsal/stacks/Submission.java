package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What a caller hands in with a stack, refused as CloudFormation refuses it. */
final class Submission {
    private static final int LARGEST_BODY = 51_200;

    private Submission() {}

    static StackTemplate template(@Nullable String body) {
        if (body == null) {
            throw invalid("Either Template URL or Template Body must be specified.");
        }
        if (body.length() > LARGEST_BODY) {
            throw invalid(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have"
                            + " length less than or equal to " + LARGEST_BODY);
        }
        try {
            return TemplateReader.read(body);
        } catch (StackTemplate.Malformed e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static void consent(StackTemplate template, List<String> given) {
        Capabilities.required(template)
                .filter(needed -> !Capabilities.given(needed, given))
                .ifPresent(needed -> {
                    throw AwsFault.of(
                            InsufficientCapabilitiesException.builder(),
                            "InsufficientCapabilitiesException",
                            400,
                            "Requires capabilities : [" + needed + "]");
                });
    }

    /** What the caller gives, what it leaves as it was, and the template's own values for the rest. */
    static Map<String, String> parameters(StackTemplate template, List<Parameter> given, Stack stack) {
        var unknown = given.stream()
                .map(Parameter::parameterKey)
                .filter(key -> !template.parameters().containsKey(key))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw invalid("Parameters: " + unknown + " do not exist in the template");
        }
        var values = new LinkedHashMap<String, String>();
        template.parameters().forEach((name, p) -> {
            if (p.standard() != null) {
                values.put(name, p.standard());
            }
        });
        for (var parameter : given) {
            values.put(
                    parameter.parameterKey(),
                    Boolean.TRUE.equals(parameter.usePreviousValue())
                            ? stack.parameters.getOrDefault(parameter.parameterKey(), "")
                            : parameter.parameterValue());
        }
        var missing = new TreeSet<String>(template.parameters().keySet());
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw invalid("Parameters: " + missing + " must have values");
        }
        return values;
    }

    static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b));
    }

    static AwsServiceException invalid(String message) {
        return AwsFault.of(CloudFormationException.builder(), "ValidationError", 400, message);
    }
}
