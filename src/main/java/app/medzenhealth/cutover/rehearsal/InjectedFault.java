package app.medzenhealth.cutover.rehearsal;

/**
 * Something that goes wrong on purpose.
 *
 * @param service the SDK's service id in lower case without blanks, or {@code *}
 * @param operation as AWS spells it, or {@code *}
 * @param region its id, or {@code *}
 * @param after how many matching calls succeed first
 * @param times how many calls are hit then
 */
public record InjectedFault(String service, String operation, String region, Effect effect, int after, int times) {

    public enum Effect {
        ACCESS_DENIED,
        THROTTLING,
        INTERNAL_FAILURE,
        /** Nothing happened, and the caller does not know. */
        TIMEOUT,
        /** It happened, and the caller does not know. */
        LOST_REPLY
    }

    public static InjectedFault always(String service, String operation, String region, Effect effect) {
        return new InjectedFault(service, operation, region, effect, 0, Integer.MAX_VALUE);
    }

    public static InjectedFault times(int times, String service, String operation, String region, Effect effect) {
        return new InjectedFault(service, operation, region, effect, 0, times);
    }

    public InjectedFault after(int calls) {
        return new InjectedFault(service, operation, region, effect, calls, times);
    }

    boolean matches(String service, String operation, String region) {
        return matches(this.service, service) && matches(this.operation, operation) && matches(this.region, region);
    }

    private static boolean matches(String pattern, String value) {
        return pattern.equals("*") || pattern.equals(value);
    }
}
