package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.*;

/** Amazon API Gateway, HTTP APIs. */
public final class EmbeddedApiGatewayV2 implements ApiGatewayV2Client {
    private final Estate estate;
    private final String region;
    private final ApiGatewayState state;

    public EmbeddedApiGatewayV2(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = ApiGatewayState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public GetApisResponse getApis(GetApisRequest r) {
        var page = estate.page(
                state.httpApis.values().stream().map(h -> tagged(h.api())).toList(),
                r.nextToken(),
                number(r.maxResults()));
        return GetApisResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetApiResponse getApi(GetApiRequest r) {
        return Copies.to(tagged(http(r.apiId()).api()), GetApiResponse.builder())
                .build();
    }

    @Override
    public GetRoutesResponse getRoutes(GetRoutesRequest r) {
        var page = estate.page(http(r.apiId()).routes(), r.nextToken(), number(r.maxResults()));
        return GetRoutesResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetIntegrationsResponse getIntegrations(GetIntegrationsRequest r) {
        var page = estate.page(http(r.apiId()).integrations(), r.nextToken(), number(r.maxResults()));
        return GetIntegrationsResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetStagesResponse getStages(GetStagesRequest r) {
        http(r.apiId());
        return GetStagesResponse.builder()
                .items(Stage.builder().stageName("$default").autoDeploy(true).build())
                .build();
    }

    @Override
    public GetDomainNamesResponse getDomainNames(GetDomainNamesRequest r) {
        return GetDomainNamesResponse.builder().items(List.of()).build();
    }

    @Override
    public DeleteApiResponse deleteApi(DeleteApiRequest r) {
        http(r.apiId());
        state.httpApis.remove(r.apiId());
        estate.tags().forget(arn(r.apiId()));
        return DeleteApiResponse.builder().build();
    }

    private Api tagged(Api api) {
        return api.toBuilder().tags(estate.tags().of(arn(api.apiId()))).build();
    }

    private String arn(String id) {
        return "arn:aws:apigateway:" + region + "::/apis/" + id;
    }

    private ApiGatewayState.Http http(String id) {
        var found = state.httpApis.get(id);
        if (found == null) {
            throw AwsFault.of(
                    NotFoundException.builder().resourceType("ApiId"),
                    "NotFoundException",
                    404,
                    "Invalid API identifier specified " + estate.account() + ":" + id);
        }
        return found;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
