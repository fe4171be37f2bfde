package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS: says who calls. */
public final class EmbeddedSts implements StsClient {

    private final Estate estate;

    /** @param region that it is asked in; the answer is the same in all */
    public EmbeddedSts(Estate estate, String region) {
        this.estate = estate;
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        var caller = IamState.of(estate).caller();
        return GetCallerIdentityResponse.builder()
                .account(estate.account())
                .arn(caller)
                .userId("AROAEXAMPLEOPERATOR01:" + caller.substring(caller.lastIndexOf('/') + 1))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
