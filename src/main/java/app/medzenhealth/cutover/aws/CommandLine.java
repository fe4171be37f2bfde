package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The aws CLI command that is the same as a request, as an argument list. Names follow botocore's {@code xform_name} and the
 * CLI's own renamings; what is a file in the CLI is a placeholder of a file; what is secret is a placeholder in angle brackets.
 */
final class CommandLine {

    private static final Pattern PLURAL_ACRONYM = Pattern.compile("[A-Z]{2,}s$");
    private static final Pattern FIRST_CAPITAL = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern LAST_CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    /** The CLI's renamed options, by command and option; {@code *}: in every operation of the service. */
    private static final Map<String, String> OPTIONS = Map.of(
            "s3api copy-object destination-bucket", "bucket",
            "s3api copy-object destination-key", "key",
            "s3api upload-part-copy destination-bucket", "bucket",
            "s3api upload-part-copy destination-key", "key",
            "apigateway create-rest-api version", "api-version",
            "apigatewayv2 create-api version", "api-version",
            "apigatewayv2 update-api version", "api-version",
            "route53 delete-traffic-policy version", "traffic-policy-version",
            "route53 update-traffic-policy-comment version", "traffic-policy-version",
            "sns subscribe endpoint", "notification-endpoint");

    private static final Map<String, String> NEGATIONS = Map.of(
            "ec2 * no-egress", "ingress",
            "ec2 * no-disable-api-termination", "enable-api-termination",
            "ec2 create-image no-no-reboot", "reboot",
            "ecs * no-enable-execute-command", "disable-execute-command",
            "ecs execute-command no-interactive", "non-interactive");

    private CommandLine() {}

    static List<String> of(String region, SdkRequest request) {
        var service = Spelling.service(request);
        var command = AwsServices.of(service).map(AwsService::command).orElse(service);
        var operation = kebab(Spelling.operation(request.getClass()));
        var arguments = new ArrayList<String>(List.of("aws", command, operation));
        var plain = RequestFields.of(request, RequestFields.Audience.COMMAND);
        copySource(plain).ifPresent(source -> arguments.addAll(List.of("--copy-source", source)));
        for (var field : request.sdkFields()) {
            var value = plain.get(field.memberName());
            if (value == null) {
                continue;
            }
            var option = option(command, operation, field.memberName());
            switch (value) {
                case Boolean flag -> arguments.add("--" + flag(command, operation, option, flag));
                default -> {
                    arguments.add("--" + option);
                    arguments.addAll(argument(option, value, field.getValueOrDefault(request) instanceof SdkBytes));
                }
            }
        }
        arguments.add("--region");
        arguments.add(region);
        if (command.equals("lambda") && operation.equals("invoke")) {
            arguments.add("response.json");
        }
        return codeOutsideTheStructure(command, operation, arguments);
    }

    /** S3's source of a copy, which the SDK has in three members and AWS in one. */
    private static Optional<String> copySource(Map<String, Object> plain) {
        if (!(plain.remove("SourceBucket") instanceof String bucket)
                || !(plain.remove("SourceKey") instanceof String key)) {
            return Optional.empty();
        }
        var source = bucket + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
        return Optional.of(plain.remove("SourceVersionId") instanceof String v ? source + "?versionId=" + v : source);
    }

    /** {@code create-function} takes the zip as an option of its own: a file cannot stand inside a structure. */
    private static List<String> codeOutsideTheStructure(String command, String operation, List<String> arguments) {
        var at = arguments.indexOf("--code");
        if (command.equals("lambda")
                && operation.equals("create-function")
                && at > 0
                && arguments.get(at + 1).startsWith("{\"ZipFile\"")) {
            arguments.set(at, "--zip-file");
            arguments.set(at + 1, "fileb://function.zip");
        }
        return List.copyOf(arguments);
    }

    private static String option(String command, String operation, String member) {
        var option = kebab(member);
        return OPTIONS.getOrDefault(command + " " + operation + " " + option, option);
    }

    private static String flag(String command, String operation, String option, boolean on) {
        var flag = on ? option : "no-" + option;
        return NEGATIONS.getOrDefault(
                command + " " + operation + " " + flag, NEGATIONS.getOrDefault(command + " * " + flag, flag));
    }

    private static List<String> argument(String option, Object value, boolean blob) {
        return switch (value) {
            case String text when blob -> List.of(option.equals("zip-file") ? "fileb://function.zip" : text);
            case String text when option.equals("template-body") -> List.of("file://template.yaml");
            case String text -> List.of(text);
            case List<?> list
            when !list.isEmpty() && list.stream().allMatch(CommandLine::bare) ->
                list.stream().map(String::valueOf).toList();
            case List<?> list -> List.of(JSON.writeValueAsString(list));
            case Map<?, ?> map -> List.of(JSON.writeValueAsString(map));
            default -> List.of(value.toString());
        };
    }

    /** Whether the CLI takes it as one word of a list: not what it would read as a structure or an option. */
    private static boolean bare(Object value) {
        return value instanceof Number
                || value instanceof String text && text.matches("[A-Za-z0-9][^,=\\[\\]{}\"'\\s]*");
    }

    /** botocore's {@code xform_name} with a hyphen: {@code CreateDBSnapshot} to {@code create-db-snapshot}. */
    static String kebab(String name) {
        if (name.contains("-")) {
            return name;
        }
        if (name.contains("PartiQL")) {
            return kebab(name.replace("PartiQL", "Partiql"));
        }
        var text = name;
        var plural = PLURAL_ACRONYM.matcher(text);
        if (plural.find()) {
            text = text.substring(0, plural.start()) + "-" + plural.group().toLowerCase(Locale.ROOT);
        }
        text = FIRST_CAPITAL.matcher(text).replaceAll("$1-$2");
        text = LAST_CAPITAL.matcher(text).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
        return text.startsWith("-") ? text.substring(1) : text;
    }
}
