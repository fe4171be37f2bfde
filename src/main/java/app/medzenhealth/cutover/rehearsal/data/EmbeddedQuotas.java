package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.*;

/** Service Quotas of one region. */
public final class EmbeddedQuotas implements ServiceQuotasClient {

    private final Estate estate;
    private final String region;
    private final QuotaState state;

    public EmbeddedQuotas(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = QuotaState.of(estate, region);
    }

    private QuotaState.Quota quota(String service, String code) {
        var found = state.quotas.get(service + "/" + code);
        if (found == null) {
            throw AwsFault.of(
                    NoSuchResourceException.builder(),
                    "NoSuchResourceException",
                    400,
                    "The request failed because the specified service does not exist.");
        }
        return found;
    }

    private ServiceQuota view(QuotaState.Quota quota, double value) {
        return ServiceQuota.builder()
                .serviceCode(quota.service())
                .serviceName(quota.service())
                .quotaCode(quota.code())
                .quotaName(quota.name())
                .quotaArn(estate.arn("servicequotas", region, quota.key()))
                .value(value)
                .unit("None")
                .adjustable(true)
                .globalQuota(false)
                .build();
    }

    @Override
    public GetServiceQuotaResponse getServiceQuota(GetServiceQuotaRequest request) {
        var found = quota(request.serviceCode(), request.quotaCode());
        return GetServiceQuotaResponse.builder()
                .quota(view(found, found.applied()))
                .build();
    }

    @Override
    public GetAwsDefaultServiceQuotaResponse getAWSDefaultServiceQuota(GetAwsDefaultServiceQuotaRequest request) {
        var found = quota(request.serviceCode(), request.quotaCode());
        return GetAwsDefaultServiceQuotaResponse.builder()
                .quota(view(found, found.standard()))
                .build();
    }

    @Override
    public ListServiceQuotasResponse listServiceQuotas(ListServiceQuotasRequest request) {
        var all = state.quotas.values().stream()
                .filter(q -> q.service().equals(request.serviceCode()))
                .map(q -> view(q, q.applied()))
                .toList();
        var page = estate.page(all, request.nextToken(), request.maxResults());
        return ListServiceQuotasResponse.builder()
                .quotas(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
