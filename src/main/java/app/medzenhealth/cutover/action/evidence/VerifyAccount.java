package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whether this is the plan's account, not the root user, every region enabled, every permission allowed, every quota high enough. */
final class VerifyAccount extends ReadOnlyAction {
    static ActionType type(Needed.OfActions needed) {
        return ActionSpec.readsGlobally("account.verify", "Check account, regions and permissions")
                .accepts(Kind.LIST, "permissions", "quotas")
                .outputs("account", "principal")
                .script((context, with, script) -> EvidenceRecipes.account(
                        context, with, Needed.of(context.plan(), needed, with.list("permissions")), script))
                .createdBy(inputs -> new VerifyAccount(inputs, needed));
    }

    /** IAM simulates so many at a time. */
    static final int AT_A_TIME = 25;

    private static final String GLOBAL = "us-east-1";
    private static final String ACCOUNT = "The account is the plan's";
    private static final String NOT_ROOT = "The caller is not the root user";

    private final Needed.OfActions needed;
    /** What the plan names besides what its actions need. */
    private final List<String> permissions;

    private final List<Quota> quotas;

    private VerifyAccount(Inputs inputs, Needed.OfActions needed) {
        this.needed = needed;
        permissions = inputs.list("permissions");
        quotas = inputs.list("quotas").stream().map(Quota::parse).toList();
    }

    @Override
    protected String summary() {
        return "Check account, caller, regions, the permission for every call of the plan, and " + quotas.size()
                + " quotas";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var outputs = new LinkedHashMap<String, String>();
        var home = context.plan().regions().getFirst().id();
        try {
            var caller = context.clients().client(StsClient.class, home).getCallerIdentity();
            outputs.put("account", caller.account());
            outputs.put("principal", caller.arn());
            checks.add(account(context, caller));
            checks.add(notRoot(caller));
            checks.addAll(permitted(context, caller.arn()));
        } catch (SdkException e) {
            checks.add(Check.unknown(ACCOUNT, Explained.of(e)));
        }
        for (var region : context.plan().regions()) {
            checks.add(enabled(context, region));
        }
        for (var quota : quotas) {
            checks.addAll(quota.checks(context));
        }
        return new Finding(checks, new Outputs(outputs));
    }

    private static Check account(ActionContext context, GetCallerIdentityResponse caller) {
        var title = ACCOUNT;
        return caller.account().equals(context.plan().account())
                ? Check.pass(title, caller.account())
                : Check.fail(
                        title,
                        "signed in to " + caller.account() + ", the plan is for "
                                + context.plan().account(),
                        "sign in with a profile of account " + context.plan().account());
    }

    private static Check notRoot(GetCallerIdentityResponse caller) {
        var title = NOT_ROOT;
        return caller.arn().endsWith(":root")
                ? Check.fail(title, caller.arn(), "sign in with a role")
                : Check.pass(title, caller.arn());
    }

    /** One item for each permission that is refused; what is allowed is counted. */
    private List<Check> permitted(ActionContext context, String caller) {
        var all = Needed.of(context.plan(), needed, permissions);
        return all.changes().keySet().stream()
                .flatMap(p -> permitted(context, p.equals(Needed.CALLER) ? caller : p, all.by(p)))
                .toList();
    }

    private static Stream<Check> permitted(ActionContext context, String caller, SortedSet<String> actions) {
        var title = "Every permission is allowed";
        try {
            var iam = context.clients().client(IamClient.class, GLOBAL);
            var principal = principal(iam, caller);
            var denied = denied(iam, principal, List.copyOf(actions));
            return denied.isEmpty()
                    ? Stream.of(Check.pass(title, actions.size() + " permissions, simulated for " + principal))
                    : Stream.concat(
                            Stream.of(Check.pass(
                                    (actions.size() - denied.size()) + " of " + actions.size()
                                            + " permissions are allowed",
                                    "simulated for " + principal)),
                            denied.stream());
        } catch (SdkException e) {
            return Stream.of(Check.unknown(title, Explained.of(e)));
        }
    }

    private static List<Check> denied(IamClient iam, String principal, List<String> actions) {
        var denied = new ArrayList<Check>();
        for (var from = 0; from < actions.size(); from += AT_A_TIME) {
            var some = actions.subList(from, Math.min(actions.size(), from + AT_A_TIME));
            iam
                    .simulatePrincipalPolicyPaginator(
                            r -> r.policySourceArn(principal).actionNames(some))
                    .evaluationResults()
                    .stream()
                    .filter(r -> r.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                    .map(r -> Check.fail(
                            "Permission " + r.evalActionName() + " is allowed",
                            r.evalDecisionAsString() + ", simulated for " + principal,
                            "allow " + r.evalActionName() + " for " + principal))
                    .forEach(denied::add);
        }
        return denied;
    }

    /** Whose account it is and who asks are never a matter of opinion. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return !open.title().equals(ACCOUNT) && !open.title().equals(NOT_ROOT);
    }

    /** A session of a role is simulated as the role; the ARN of the session lacks the role's path, so the role is looked up. */
    private static String principal(IamClient iam, String caller) {
        var parts = caller.split("[:/]");
        var session = parts.length > 6 && parts[5].equals("assumed-role");
        return session ? iam.getRole(r -> r.roleName(parts[6])).role().arn() : caller;
    }

    private static Check enabled(ActionContext context, Plan.Region region) throws InterruptedException {
        return Check.reading("Region " + region.id() + " is enabled", () -> {
            var status = context.clients()
                    .client(AccountClient.class, GLOBAL)
                    .getRegionOptStatus(r -> r.regionName(region.id()))
                    .regionOptStatus();
            return switch (status) {
                case ENABLED, ENABLED_BY_DEFAULT -> new Check.Pass(status.toString());
                case ENABLING, DISABLING, DISABLED, UNKNOWN_TO_SDK_VERSION ->
                    new Check.Fail(status.toString(), "enable the region for the account");
            };
        });
    }
}
