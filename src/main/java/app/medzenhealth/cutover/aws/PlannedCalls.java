package app.medzenhealth.cutover.aws;

import software.amazon.awssdk.core.SdkRequest;

/** Planned calls from the very requests that will be sent, so that what is shown and what is permitted cannot differ. */
public final class PlannedCalls {

    private PlannedCalls() {}

    /**
     * A call on something known by name.
     *
     * @param region that of the client which will send it; what is global is planned in {@code us-east-1} whatever is given
     */
    public static PlannedCall of(String region, SdkRequest request) {
        var shape = RequestShape.of(request);
        return planned(region, shape, new PlannedCall.Resource.Named(shape.resource()));
    }

    /**
     * A call on something that an earlier call of the same action makes: the request holds a placeholder for its id.
     *
     * @param producingOperation as AWS spells it, for example {@code CreateKey}
     */
    public static PlannedCall produced(String region, SdkRequest request, String producingOperation) {
        return planned(region, RequestShape.of(request), new PlannedCall.Resource.Produced(producingOperation));
    }

    private static PlannedCall planned(String region, RequestShape shape, PlannedCall.Resource resource) {
        return new PlannedCall(shape.region(region), shape.service(), shape.operation(), resource, shape.cli(region));
    }
}
