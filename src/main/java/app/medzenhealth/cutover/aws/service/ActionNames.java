package app.medzenhealth.cutover.aws.service;

import java.util.HashMap;
import java.util.Map;

/** How IAM calls the operations of a service, behind the prefix. */
public sealed interface ActionNames {

    /** As operations are called, but for some: several operations may need one action. */
    record AsOperations(Map<String, String> exceptions) implements ActionNames {

        public AsOperations {
            exceptions = Map.copyOf(exceptions);
        }

        @Override
        public String of(String operation) {
            return exceptions.getOrDefault(operation, operation);
        }
    }

    /** API Gateway knows no actions but HTTP's. */
    record HttpMethods() implements ActionNames {

        @Override
        public String of(String operation) {
            if (operation.startsWith("Get")) {
                return "GET";
            }
            if (operation.startsWith("Delete")) {
                return "DELETE";
            }
            return operation.startsWith("Update") ? "PATCH" : operation.startsWith("Put") ? "PUT" : "POST";
        }
    }

    /** @param operation as AWS spells it */
    String of(String operation);

    /** @param pairs an operation, then the action it needs, and so on */
    static ActionNames except(String... pairs) {
        var exceptions = new HashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            exceptions.put(pairs[i], pairs[i + 1]);
        }
        return new AsOperations(exceptions);
    }
}
