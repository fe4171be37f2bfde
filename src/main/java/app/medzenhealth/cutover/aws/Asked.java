package app.medzenhealth.cutover.aws;

import java.util.Optional;

/** Which operation a failure answers: AWS names the permission in most refusals, and S3 in none. Rides along as suppressed. */
final class Asked extends Exception {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final String operation;

    private Asked(String service, String operation) {
        super(service + " " + operation, null, false, false);
        this.service = service;
        this.operation = operation;
    }

    static void note(Throwable failure, String service, String operation) {
        if (permission(failure).isEmpty()) {
            failure.addSuppressed(new Asked(service, operation));
        }
    }

    /** The IAM action that the failed call needs, where it is known. */
    static Optional<String> permission(Throwable failure) {
        for (var suppressed : failure.getSuppressed()) {
            if (suppressed instanceof Asked asked) {
                return Optional.of(IamActions.of(asked.service, asked.operation));
            }
        }
        return Optional.empty();
    }
}
