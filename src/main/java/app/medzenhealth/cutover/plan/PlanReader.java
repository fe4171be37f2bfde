package app.medzenhealth.cutover.plan;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a plan file: size, YAML, JSON Schema, then {@link PlanCheck}. Never throws for what the file says; every fault is a
 * {@link PlanProblem} with its line.
 */
public final class PlanReader {
    /** The shipped plan is a tenth of this; beyond it a file is not a plan. */
    static final int LARGEST_BYTES = 2 * 1024 * 1024;

    private static final String SCHEMA = "/assets/plans/plan.schema.json";
    private static final int MOST_PROBLEMS = 50;

    private final Schema schema;
    private final JsonMapper mapper;
    private final PlanCheck check;
    private final PlanDefaults defaults;

    /** @param actions what a plan may use */
    public PlanReader(Collection<ActionSignature> actions) {
        this.check = new PlanCheck(actions);
        var traits = actions.stream().collect(Collectors.toMap(ActionSignature::type, ActionSignature::traits));
        this.defaults = new PlanDefaults(type -> traits.getOrDefault(type, Set.of()));
        this.mapper = mapper();
        try (var in = PlanReader.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("The plan schema is missing from the program: " + SCHEMA);
            }
            this.schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12,
                            b -> b.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .pathType(PathType.JSON_POINTER)
                                    .build()))
                    .getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
                .build();
    }

    /** Reads and checks a plan file. */
    public PlanReading read(Path file) {
        byte[] bytes;
        try {
            if (Files.isDirectory(file)) {
                return refused(
                        file, "is a folder", "name a plan file, for example assets/plans/medzen-eu-central-1.yaml");
            }
            if (Files.size(file) > LARGEST_BYTES) {
                return refused(
                        file,
                        "is " + Files.size(file) / 1024 + " KiB; a plan has at most " + LARGEST_BYTES / 1024 + " KiB",
                        "check that this is the right file");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return refused(file, "does not exist", "check the path");
        } catch (IOException e) {
            return refused(file, "cannot be read: " + e.getMessage(), "check that you may read it");
        }
        // Absolute: it is looked at again later.
        return switch (read(file, bytes)) {
            case PlanReading.Read read -> read.from(file.toAbsolutePath());
            case PlanReading.Refused refused -> refused;
        };
    }

    /** Reads and checks a plan's bytes; {@code file} is only named in problems. */
    public PlanReading read(Path file, byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            return refused(
                    file, "is larger than " + LARGEST_BYTES / 1024 + " KiB", "check that this is the right file");
        }
        LocatedYaml yaml;
        try {
            yaml = LocatedYaml.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return refused(file, "is not UTF-8 text", "save it as UTF-8");
        } catch (LocatedYaml.Excessive e) {
            return refused(file, Objects.requireNonNull(e.getMessage()), "check that this is a plan file");
        } catch (JacksonException e) {
            var line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            return new PlanReading.Refused(List.of(new PlanProblem(
                    file, line, "", "is not valid YAML: " + firstLine(e), "correct the text at this line")));
        }
        if (!yaml.root().isObject()) {
            return refused(file, "is not a plan: it holds no keys", "see assets/plans/plan.schema.json");
        }
        var invisible = yaml.invisible().stream()
                .limit(MOST_PROBLEMS)
                .map(i -> new PlanProblem(
                        file,
                        i.line(),
                        i.pointer(),
                        "holds the invisible character " + i.codePoint()
                                + ": people would read something else than is there",
                        "take it out"))
                .toList();
        if (!invisible.isEmpty()) {
            return new PlanReading.Refused(invisible);
        }
        var faults = schema.validate(yaml.root()).stream()
                .map(e -> fromSchema(file, yaml, e))
                .sorted(Comparator.comparingInt(PlanProblem::line))
                .distinct()
                .limit(MOST_PROBLEMS)
                .toList();
        if (!faults.isEmpty()) {
            return new PlanReading.Refused(faults);
        }
        Plan plan;
        try {
            plan = mapper.treeToValue(defaults.filledIn(yaml.root()), Plan.class);
        } catch (JacksonException e) {
            return refused(file, "cannot be read: " + firstLine(e), "see assets/plans/plan.schema.json");
        }
        var problems = check.problems(plan, file, yaml::line);
        return problems.isEmpty()
                ? new PlanReading.Read(plan, DigestUtils.sha256Hex(bytes))
                : new PlanReading.Refused(problems.stream().limit(MOST_PROBLEMS).toList());
    }

    private static PlanProblem fromSchema(Path file, LocatedYaml yaml, Error e) {
        var at = e.getInstanceLocation().toString();
        var path = at.equals("$") ? "" : at;
        var node = e.getInstanceNode();
        return switch (e.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" ->
                new PlanProblem(
                        file,
                        yaml.line(path + "/" + e.getProperty()),
                        path,
                        "unknown key “" + e.getProperty() + "”",
                        "remove it or correct its spelling");
            case "required" ->
                new PlanProblem(file, yaml.line(path), path, "“" + e.getProperty() + "” is missing", "add it");
            case "pattern" ->
                new PlanProblem(
                        file, yaml.line(path), path, "“" + shown(node) + "” has the wrong form", patternRemedy(e));
            case "enum" ->
                new PlanProblem(
                        file,
                        yaml.line(path),
                        path,
                        "“" + shown(node) + "” is not known here",
                        "use " + e.getMessage());
            default -> new PlanProblem(file, yaml.line(path), path, e.getMessage(), typeRemedy(node, e));
        };
    }

    private static String patternRemedy(Error e) {
        var at = e.getInstanceLocation().toString();
        if (at.endsWith("/account")) {
            return "an AWS account is 12 digits in quotes, for example \"123456789012\"";
        }
        var schemaNode = e.getEvaluationPath().toString();
        if (schemaNode.contains("duration")
                || at.endsWith("/expected")
                || at.endsWith("/time")
                || at.contains("planned")
                || at.endsWith("downtimeBudget")) {
            return "write an ISO 8601 duration, for example PT15M, PT168H or P2D";
        }
        return e.getMessage();
    }

    private static String typeRemedy(JsonNode node, Error e) {
        return node != null && node.isNumber() && e.getMessage().contains("string")
                ? "put it in quotes"
                : "see assets/plans/plan.schema.json";
    }

    private static String shown(JsonNode node) {
        var text = node == null ? "" : node.isValueNode() ? node.asString() : node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static String firstLine(JacksonException e) {
        var text = e.getOriginalMessage() == null ? String.valueOf(e.getMessage()) : e.getOriginalMessage();
        var first = text.lines().findFirst().orElse("unreadable");
        return first.length() > 200 ? first.substring(0, 200) + "…" : first;
    }

    private static PlanReading refused(Path file, String problem, String remedy) {
        return new PlanReading.Refused(List.of(new PlanProblem(file, 0, "", problem, remedy)));
    }
}
