package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** IAM of the account. */
public final class EmbeddedIam implements IamClient {

    private final Estate estate;
    private final IamState state;

    /** @param region that it is asked in; IAM has none */
    public EmbeddedIam(Estate estate, String region) {
        this.estate = estate;
        this.state = IamState.of(estate);
    }

    private IamState.Role role(String name) {
        var found = state.roles.get(name);
        if (found == null) {
            throw AwsFault.of(
                    NoSuchEntityException.builder(),
                    "NoSuchEntity",
                    404,
                    "The role with name " + name + " cannot be found.");
        }
        return found;
    }

    private Role view(IamState.Role role) {
        return Role.builder()
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .path(role.path())
                .createDate(role.created())
                .maxSessionDuration(3_600)
                .assumeRolePolicyDocument(URLEncoder.encode(role.trust(), StandardCharsets.UTF_8))
                .tags(tags(role))
                .build();
    }

    private List<Tag> tags(IamState.Role role) {
        return new TreeMap<>(estate.tags().of(role.arn()))
                .entrySet().stream()
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList();
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
        return GetRoleResponse.builder().role(view(role(request.roleName()))).build();
    }

    @Override
    public ListRolesResponse listRoles(ListRolesRequest request) {
        var all = state.roles.values().stream()
                .filter(r -> request.pathPrefix() == null || r.path().startsWith(request.pathPrefix()))
                .map(this::view)
                .toList();
        var page = estate.page(all, request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    @Override
    public CreateRoleResponse createRole(CreateRoleRequest request) {
        if (state.roles.containsKey(request.roleName())) {
            throw AwsFault.of(
                    EntityAlreadyExistsException.builder(),
                    "EntityAlreadyExists",
                    409,
                    "Role with name " + request.roleName() + " already exists.");
        }
        var made = state.create(
                request.roleName(),
                Objects.requireNonNullElse(request.path(), "/"),
                request.assumeRolePolicyDocument());
        var tags = new TreeMap<String, String>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        estate.tags().put(made.arn(), tags);
        return CreateRoleResponse.builder().role(view(made)).build();
    }

    @Override
    public DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
        estate.tags().forget(role(request.roleName()).arn());
        state.remove(request.roleName());
        return DeleteRoleResponse.builder().build();
    }

    @Override
    public ListRoleTagsResponse listRoleTags(ListRoleTagsRequest request) {
        return ListRoleTagsResponse.builder()
                .tags(tags(role(request.roleName())))
                .isTruncated(false)
                .build();
    }

    @Override
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(ListAttachedRolePoliciesRequest request) {
        var found = role(request.roleName());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(AttachedPolicy.builder()
                        .policyName(found.name() + "-policy")
                        .policyArn(estate.arn("iam", "", "policy/" + found.name() + "-policy"))
                        .build())
                .isTruncated(false)
                .build();
    }

    @Override
    public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request) {
        return ListAccountAliasesResponse.builder()
                .accountAliases(List.of())
                .isTruncated(false)
                .build();
    }

    @Override
    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
        var source = request.policySourceArn();
        if (!source.startsWith(estate.arn("iam", "", ""))) {
            throw AwsFault.of(
                    InvalidInputException.builder(),
                    "InvalidInput",
                    400,
                    "Invalid Entity Arn: " + source + " does not clearly define entity type and name.");
        }
        if (source.contains(":role/") && !state.hasRole(source)) {
            throw AwsFault.of(
                    NoSuchEntityException.builder(), "NoSuchEntity", 404, "The role " + source + " cannot be found.");
        }
        state.simulated(request.actionNames());
        var resource =
                request.resourceArns().isEmpty() ? "*" : request.resourceArns().getFirst();
        var all = request.actionNames().stream()
                .map(action -> EvaluationResult.builder()
                        .evalActionName(action)
                        .evalResourceName(resource)
                        .evalDecision(
                                state.denied.contains(action)
                                        ? PolicyEvaluationDecisionType.IMPLICIT_DENY
                                        : PolicyEvaluationDecisionType.ALLOWED)
                        .build())
                .toList();
        var page = estate.page(all, request.marker(), request.maxItems());
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
