package app.medzenhealth.cutover.action;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether a role that an input names is there. */
public final class IamRoleCheck {
    /** IAM's endpoint for all regions of its partition. */
    private static final String GLOBAL = "us-east-1";

    private IamRoleCheck() {}

    /** @param role name or ARN */
    public static Check exists(ActionContext context, String role) throws InterruptedException {
        var title = "Role " + role + " exists";
        if (PendingResources.unresolved(role)) {
            return Check.pass(title, "it is given by an earlier action of this step");
        }
        return Check.reading(title, () -> {
            try {
                return new Check.Pass(context.clients()
                        .client(IamClient.class, GLOBAL)
                        .getRole(q -> q.roleName(role.replaceFirst(".*/", "")))
                        .role()
                        .arn());
            } catch (NoSuchEntityException e) {
                return new Check.Fail("there is no role " + role, "correct the plan's parameter, or create the role");
            }
        });
    }
}
