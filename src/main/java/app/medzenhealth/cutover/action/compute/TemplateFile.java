package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.WorkingCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A CloudFormation template as a file of the working copy has it.
 *
 * @param resources types by logical id
 * @param hidden parameters that are declared NoEcho
 * @param outputs names of the outputs it declares
 */
record TemplateFile(
        String body, Map<String, String> resources, Set<String> hidden, Set<String> capabilities, Set<String> outputs) {

    /** In a request (AWS CloudFormation API Reference, CreateChangeSet: TemplateBody); a larger one must come from a bucket. */
    static final int LARGEST_BYTES = 51_200;

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final List<String> IAM_NAMES =
            List.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

    static TemplateFile read(WorkingCopy workingCopy, String file) {
        Path path;
        try {
            path = workingCopy.file(file);
        } catch (IOException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        }
        try {
            return parse(file, Files.readString(path));
        } catch (IOException e) {
            throw unusable(file, "it cannot be read", e);
        }
    }

    private static TemplateFile parse(String file, String body) {
        try {
            var root = YAML.readTree(body);
            var resources = new TreeMap<String, String>();
            var hidden = new TreeSet<String>();
            var capabilities = new TreeSet<String>();
            root.path("Resources").properties().forEach(r -> {
                resources.put(r.getKey(), r.getValue().path("Type").asString(""));
                capability(r.getValue(), capabilities);
            });
            root.path("Parameters").properties().stream()
                    .filter(p -> p.getValue().path("NoEcho").asString("").equalsIgnoreCase("true"))
                    .forEach(p -> hidden.add(p.getKey()));
            if (root.has("Transform")) {
                capabilities.add("CAPABILITY_AUTO_EXPAND");
            }
            if (resources.isEmpty()) {
                throw unusable(file, "it declares no resources", null);
            }
            var outputs = new TreeSet<String>();
            root.path("Outputs").properties().forEach(o -> outputs.add(o.getKey()));
            return new TemplateFile(body, resources, hidden, capabilities, outputs);
        } catch (JacksonException e) {
            throw unusable(file, "it is not YAML or JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** IAM resources need consent; those with names of their own need more of it. */
    private static void capability(JsonNode resource, Set<String> capabilities) {
        if (resource.path("Type").asString("").startsWith("AWS::IAM::")) {
            var named =
                    IAM_NAMES.stream().anyMatch(n -> resource.path("Properties").has(n));
            capabilities.add(named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM");
        }
    }

    /** The first digits of a hash over everything that a change set is made from. */
    String print(Object... with) {
        return DigestUtils.sha256Hex(body + List.of(with)).substring(0, 16);
    }

    private static ActionFailure unusable(String file, String why, @Nullable Exception cause) {
        var what = "The template " + file + " cannot be used: " + why;
        var next = "check out the working copy completely, or correct the plan";
        return cause == null
                ? new ActionFailure(what, "nothing was sent", next)
                : new ActionFailure(what, "nothing was sent", next, cause);
    }
}
