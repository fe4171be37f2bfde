package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names stand for in one stack at one moment: parameters, members made so far, exports of other stacks. */
final class Scope {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");
    /** What Ref to AWS::NoValue gives: the property is left out. */
    private static final Object NOTHING = new Object();

    private final Estate estate;
    private final String region;
    private final Stack stack;
    private final StackTemplate template;
    private final Map<String, String> parameters;

    Scope(Estate estate, String region, Stack stack, StackTemplate template, Map<String, String> parameters) {
        this.estate = estate;
        this.region = region;
        this.stack = stack;
        this.template = template;
        this.parameters = parameters;
    }

    Map<String, Object> properties(StackTemplate.Resource resource) {
        return TemplateReader.map(value(resource.properties()));
    }

    boolean wanted(@Nullable String condition) {
        return condition == null || condition(template.conditions().get(condition));
    }

    String text(Object value) {
        return String.valueOf(value(value));
    }

    private Object value(Object raw) {
        return switch (raw) {
            case Map<?, ?> map
            when map.size() == 1
                    && isFunction(String.valueOf(map.keySet().iterator().next())) -> {
                Map.Entry<?, ?> only = map.entrySet().iterator().next();
                yield function(String.valueOf(only.getKey()), only.getValue());
            }
            case Map<?, ?> map -> {
                var made = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> {
                    var value = value(inner);
                    if (value != NOTHING) {
                        made.put(String.valueOf(key), value);
                    }
                });
                yield made;
            }
            case List<?> list ->
                list.stream().map(this::value).filter(v -> v != NOTHING).toList();
            default -> raw;
        };
    }

    private static boolean isFunction(String key) {
        return key.equals("Ref") || key.startsWith("Fn::");
    }

    private Object function(String name, Object argument) {
        return switch (name) {
            case "Ref" -> ref(String.valueOf(argument));
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> {
                var parts = (List<?>) argument;
                yield String.join(String.valueOf(parts.get(0)), texts(value(parts.get(1))));
            }
            case "Fn::Split" -> {
                var parts = (List<?>) argument;
                yield List.of(text(parts.get(1)).split(Pattern.quote(String.valueOf(parts.get(0)))));
            }
            case "Fn::Select" -> {
                var parts = (List<?>) argument;
                yield ((List<?>) value(parts.get(1))).get(Integer.parseInt(text(parts.get(0))));
            }
            case "Fn::If" -> {
                var parts = (List<?>) argument;
                yield value(wanted(String.valueOf(parts.get(0))) ? parts.get(1) : parts.get(2));
            }
            case "Fn::GetAZs" -> List.of(region + "a", region + "b", region + "c");
            case "Fn::ImportValue" -> imported(text(argument));
            case "Fn::Base64" ->
                Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
            default -> throw new StackTemplate.Malformed("Template error: unknown function " + name);
        };
    }

    private Object ref(String name) {
        var pseudo = pseudo(name);
        if (pseudo != null) {
            return pseudo;
        }
        if (parameters.containsKey(name)) {
            var value = parameters.get(name);
            var list = template.parameters().containsKey(name)
                    && template.parameters().get(name).type().matches("CommaDelimitedList|List<.*>");
            return list ? List.of(value.split("\\s*,\\s*")) : value;
        }
        return member(name).physicalId();
    }

    private @Nullable Object pseudo(String name) {
        return switch (name) {
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> estate.account();
            case "AWS::StackName" -> stack.name();
            case "AWS::StackId" -> stack.id();
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::NoValue" -> NOTHING;
            default -> null;
        };
    }

    private Object attribute(Object argument) {
        var parts = argument instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(argument).split("\\.", 2));
        return attribute(parts.get(0), parts.get(1));
    }

    private String attribute(String logicalId, String name) {
        return Optional.ofNullable(member(logicalId).attributes().get(name))
                .orElseThrow(() -> new StackTemplate.Malformed("Template error: resource " + logicalId
                        + " does not support attribute type " + name + " in Fn::GetAtt"));
    }

    private Stack.Member member(String logicalId) {
        return Optional.ofNullable(stack.members.get(logicalId))
                .orElseThrow(() -> new StackTemplate.Malformed(
                        "Template format error: Unresolved resource dependencies [" + logicalId + "]"));
    }

    private String substitute(Object argument) {
        Map<String, Object> own = argument instanceof List<?> list ? TemplateReader.map(list.get(1)) : Map.of();
        var text = String.valueOf(argument instanceof List<?> list ? list.get(0) : argument);
        var matcher = VARIABLE.matcher(text);
        var made = new StringBuilder();
        while (matcher.find()) {
            var name = matcher.group(1).strip();
            String value;
            if (own.containsKey(name)) {
                value = text(own.get(name));
            } else if (name.contains(".")) {
                var dot = name.indexOf('.');
                value = attribute(name.substring(0, dot), name.substring(dot + 1));
            } else {
                var found = ref(name);
                value = found instanceof List<?> list ? String.join(",", texts(list)) : String.valueOf(found);
            }
            matcher.appendReplacement(made, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(made).toString().replace("${!", "${");
    }

    private String imported(String export) {
        return CloudFormationState.of(estate, region).exports().stream()
                .filter(e -> e.name().equals(export))
                .map(CloudFormationState.Export::value)
                .findFirst()
                .orElseThrow(() -> new StackTemplate.Malformed("No export named " + export + " found."));
    }

    private boolean condition(@Nullable Object raw) {
        if (!(raw instanceof Map<?, ?> map) || map.size() != 1) {
            throw new StackTemplate.Malformed("Template format error: Conditions can only be boolean operations");
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        List<?> parts = only.getValue() instanceof List<?> list ? list : List.of(only.getValue());
        return switch (String.valueOf(only.getKey())) {
            case "Condition" -> wanted(String.valueOf(only.getValue()));
            case "Fn::Equals" -> Objects.equals(text(parts.get(0)), text(parts.get(1)));
            case "Fn::Not" -> !condition(parts.get(0));
            case "Fn::And" -> parts.stream().allMatch(this::condition);
            case "Fn::Or" -> parts.stream().anyMatch(this::condition);
            default -> throw new StackTemplate.Malformed("Template format error: unknown condition " + only.getKey());
        };
    }

    private static List<String> texts(Object value) {
        var texts = new ArrayList<String>();
        if (value instanceof List<?> list) {
            list.forEach(v -> texts.add(String.valueOf(v)));
        } else {
            texts.add(String.valueOf(value));
        }
        return texts;
    }
}
