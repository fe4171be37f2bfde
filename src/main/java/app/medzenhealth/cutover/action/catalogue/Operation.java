package app.medzenhealth.cutover.action.catalogue;

import app.medzenhealth.cutover.aws.IamActions;
import app.medzenhealth.cutover.aws.PlannedCall;

/**
 * An operation of AWS that changes something.
 *
 * @param service the SDK's service id in lower case without blanks, as in {@link PlannedCall#service()}
 * @param name as AWS spells it
 */
public record Operation(String service, String name) {

    public static Operation of(PlannedCall call) {
        return new Operation(call.service(), call.operation());
    }

    /** What IAM calls it, with the service's prefix. */
    public String iamAction() {
        return IamActions.of(service, name);
    }

    @Override
    public String toString() {
        return service + " " + name;
    }
}
