package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.*;
import software.amazon.awssdk.services.apigateway.model.GetUsagePlansRequest;
import software.amazon.awssdk.services.apigateway.model.GetUsagePlansResponse;

/** Amazon API Gateway, REST APIs. */
public final class EmbeddedApiGateway implements ApiGatewayClient {
    private static final Duration BETWEEN_DELETIONS = Duration.ofSeconds(30);

    private final Estate estate;
    private final String region;
    private final ApiGatewayState state;

    public EmbeddedApiGateway(Estate estate, String region) {
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
    public GetRestApisResponse getRestApis(GetRestApisRequest r) {
        var page =
                estate.page(state.restApis.values().stream().map(this::tagged).toList(), r.position(), r.limit());
        return GetRestApisResponse.builder()
                .items(page.items())
                .position(page.next())
                .build();
    }

    @Override
    public GetRestApiResponse getRestApi(GetRestApiRequest r) {
        return Copies.to(tagged(api(r.restApiId())), GetRestApiResponse.builder())
                .build();
    }

    @Override
    public GetStagesResponse getStages(GetStagesRequest r) {
        var api = api(r.restApiId());
        return GetStagesResponse.builder()
                .item(Stage.builder()
                        .stageName("prod")
                        .deploymentId(api.id().substring(0, 6))
                        .createdDate(api.createdDate())
                        .build())
                .build();
    }

    /** An OpenAPI definition of a stage, from which the API can be made again (API Gateway API Reference, GetExport). */
    @Override
    public GetExportResponse getExport(GetExportRequest r) {
        var api = api(r.restApiId());
        if (!"oas30".equals(r.exportType()) && !"swagger".equals(r.exportType())) {
            throw AwsFault.of(
                    BadRequestException.builder(),
                    "BadRequestException",
                    400,
                    "Unsupported export type. Must be oas30 or swagger");
        }
        if (!"prod".equals(r.stageName())) {
            throw AwsFault.of(
                    NotFoundException.builder(), "NotFoundException", 404, "Invalid stage identifier specified");
        }
        return GetExportResponse.builder()
                .contentType("application/octet-stream")
                .body(SdkBytes.fromUtf8String("""
                        {"openapi":"3.0.1","info":{"title":"%s","version":"%s"},"servers":[{"url":\
                        "https://%s.execute-api.%s.amazonaws.com/{basePath}","variables":{"basePath":{"default":"prod"}}}],\
                        "paths":{"/{proxy+}":{"x-amazon-apigateway-any-method":{"x-amazon-apigateway-integration":\
                        {"type":"aws_proxy"}}}}}""".formatted(api.name(), api.createdDate(), api.id(), region)))
                .build();
    }

    @Override
    public DeleteRestApiResponse deleteRestApi(DeleteRestApiRequest r) {
        api(r.restApiId());
        var domains = state.domainsTo(r.restApiId());
        if (!domains.isEmpty()) {
            throw AwsFault.of(
                    BadRequestException.builder(),
                    "BadRequestException",
                    400,
                    "Deleting RestApi " + r.restApiId() + " failed. Please remove all base path mappings related to the"
                            + " RestApi in your domains: " + String.join(", ", domains));
        }
        var last = state.lastDeletion;
        if (last != null && estate.now().isBefore(last.plus(BETWEEN_DELETIONS))) {
            var wait =
                    Duration.between(estate.now(), last.plus(BETWEEN_DELETIONS)).toSeconds();
            throw AwsFault.of(
                    TooManyRequestsException.builder().retryAfterSeconds(String.valueOf(wait)),
                    "TooManyRequestsException",
                    429,
                    "Too Many Requests");
        }
        state.lastDeletion = estate.now();
        state.restApis.remove(r.restApiId());
        estate.tags().forget(arn(r.restApiId()));
        return DeleteRestApiResponse.builder().build();
    }

    @Override
    public GetUsagePlansResponse getUsagePlans(GetUsagePlansRequest r) {
        return GetUsagePlansResponse.builder().items(List.of()).build();
    }

    @Override
    public GetDomainNamesResponse getDomainNames(GetDomainNamesRequest r) {
        var all = state.mappings.keySet().stream()
                .map(d -> DomainName.builder().domainName(d).build())
                .toList();
        var page = estate.page(all, r.position(), r.limit());
        return GetDomainNamesResponse.builder()
                .items(page.items())
                .position(page.next())
                .build();
    }

    @Override
    public GetBasePathMappingsResponse getBasePathMappings(GetBasePathMappingsRequest r) {
        var mapped = state.mappings.get(r.domainName());
        if (mapped == null) {
            throw AwsFault.of(
                    NotFoundException.builder(), "NotFoundException", 404, "Invalid domain name identifier specified");
        }
        var all = mapped.entrySet().stream()
                .map(m -> BasePathMapping.builder()
                        .basePath(m.getKey())
                        .restApiId(m.getValue())
                        .stage("prod")
                        .build())
                .toList();
        var page = estate.page(all, r.position(), r.limit());
        return GetBasePathMappingsResponse.builder()
                .items(page.items())
                .position(page.next())
                .build();
    }

    private RestApi tagged(RestApi api) {
        return api.toBuilder().tags(estate.tags().of(arn(api.id()))).build();
    }

    private String arn(String id) {
        return "arn:aws:apigateway:" + region + "::/restapis/" + id;
    }

    private RestApi api(String id) {
        var found = state.restApis.get(id);
        if (found == null) {
            throw AwsFault.of(
                    NotFoundException.builder(),
                    "NotFoundException",
                    404,
                    "Invalid API identifier specified " + estate.account() + ":" + id);
        }
        return found;
    }
}
