package app.medzenhealth.cutover.aws;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * How long one attempt may take. A read has all the time of its call: asked again because it is slow, a slow server has three times
 * as much to do, and answers none of it. It is asked again only after it was refused, or where the connection broke. A change that
 * carries a token is sent again when its answer is late, so that a lost answer does not leave it in doubt.
 */
final class Attempts implements ExecutionInterceptor {

    private final Patience patience;

    Attempts(Patience patience) {
        this.patience = patience;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        var request = context.request();
        return WholeAnswers.isRead(request) || !(request instanceof AwsRequest aws) ? request : limited(aws);
    }

    private SdkRequest limited(AwsRequest change) {
        var limited = change.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .apiCallAttemptTimeout(patience.attempt())
                .build();
        return change.toBuilder().overrideConfiguration(limited).build();
    }
}
