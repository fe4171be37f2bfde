package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/** A client's calls, some of which tell in headers who sends them. */
abstract class LabelledCalls implements InterceptedClient.Calls {

    final Class<? extends SdkClient> type;
    final String region;
    private final Clients clients;

    /** @param clients whose client is named as this one */
    LabelledCalls(Class<? extends SdkClient> type, String region, Clients clients) {
        this.type = type;
        this.region = region;
        this.clients = clients;
    }

    static SdkRequest labelled(SdkRequest request, Map<String, String> headers) {
        var plain = (AwsRequest) request;
        var labelled = plain.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        headers.forEach(labelled::putHeader);
        return plain.toBuilder().overrideConfiguration(labelled.build()).build();
    }

    @Override
    public final String serviceName() {
        return clients.client(type, region).serviceName();
    }

    @Override
    public final Object waiter(SdkClient client, Class<?> waiter) {
        throw forbidden(waiter.getSimpleName(), "nothing here polls with the SDK's waiters");
    }

    @Override
    public final RuntimeException forbidden(String method, String why) {
        return new UnsupportedOperationException(method + ": " + why);
    }

    @Override
    public final String described() {
        return type.getSimpleName() + " in " + region;
    }
}
