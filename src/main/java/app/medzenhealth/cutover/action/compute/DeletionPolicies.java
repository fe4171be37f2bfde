package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What becomes of a stack's resources when it is deleted, by the template that it was deployed with (AWS CloudFormation Template
 * Reference, "DeletionPolicy attribute": Delete, Retain, RetainExceptOnCreate, Snapshot; "The default policy is Snapshot for
 * AWS::RDS::DBCluster resources and for AWS::RDS::DBInstance resources that don't specify the DBClusterIdentifier property").
 */
record DeletionPolicies(Stacks stack) {
    static final String KEPT = "kept outside of the stack";

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /** @param unknown why the policies are not known */
    record Known(Map<String, String> byId, Optional<String> unknown) {

        /** What is left of a resource. */
        String after(String logicalId) {
            return keeps(logicalId) ? KEPT : snapshots(logicalId) ? Fact.ABSENT + ", after a snapshot" : Fact.ABSENT;
        }

        boolean keeps(String logicalId) {
            return List.of("Retain", "RetainExceptOnCreate").contains(byId.getOrDefault(logicalId, ""));
        }

        /** Whether CloudFormation takes a snapshot of it before it deletes it. */
        boolean snapshots(String logicalId) {
            return byId.getOrDefault(logicalId, "").equals("Snapshot");
        }
    }

    private static String policy(JsonNode resource) {
        return resource.path("DeletionPolicy")
                .asString(
                        switch (resource.path("Type").asString("")) {
                            case "AWS::RDS::DBCluster" -> "Snapshot";
                            case "AWS::RDS::DBInstance" ->
                                resource.path("Properties").has("DBClusterIdentifier") ? "" : "Snapshot";
                            default -> "";
                        });
    }

    Known of(ActionContext context, String arn) {
        var policies = new TreeMap<String, String>();
        try {
            var body = stack.client(context).getTemplate(q -> q.stackName(arn)).templateBody();
            YAML.readTree(body == null ? "" : body)
                    .path("Resources")
                    .properties()
                    .forEach(r -> policies.put(r.getKey(), policy(r.getValue())));
            return new Known(policies, Optional.empty());
        } catch (CloudFormationException e) {
            return new Known(Map.of(), Optional.of(String.valueOf(e.getMessage())));
        } catch (JacksonException e) {
            return new Known(Map.of(), Optional.of("it is not YAML or JSON"));
        }
    }
}
