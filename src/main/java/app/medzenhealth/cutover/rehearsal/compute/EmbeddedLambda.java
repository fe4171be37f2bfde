package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.QuotaState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.*;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS Lambda: a new function is pending for some seconds, a changed one in progress. */
public final class EmbeddedLambda implements LambdaClient {
    /** Stays for functions without a number of their own (Lambda Developer Guide, Configuring reserved concurrency). */
    private static final int LEAST_UNRESERVED = 100;

    private final Estate estate;
    private final String region;
    private final LambdaState state;

    public EmbeddedLambda(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = LambdaState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListLayersResponse listLayers(ListLayersRequest r) {
        var all = state.layers.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> LayersListItem.builder()
                        .layerName(e.getKey())
                        .layerArn(e.getValue().getLast().layerArn())
                        .latestMatchingVersion(listed(e.getValue().getLast()))
                        .build())
                .toList();
        var page = estate.page(all, r.marker(), r.maxItems());
        return ListLayersResponse.builder()
                .layers(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public ListLayerVersionsResponse listLayerVersions(ListLayerVersionsRequest r) {
        var all = state.layers.getOrDefault(layerName(r.layerName()), List.of()).reversed().stream()
                .map(EmbeddedLambda::listed)
                .toList();
        var page = estate.page(all, r.marker(), r.maxItems());
        return ListLayerVersionsResponse.builder()
                .layerVersions(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public GetLayerVersionResponse getLayerVersion(GetLayerVersionRequest r) {
        return Copies.to(
                        described(state.layers.getOrDefault(layerName(r.layerName()), List.of()).stream()
                                .filter(l -> l.version() == r.versionNumber())
                                .findFirst()
                                .orElseThrow(EmbeddedLambda::noLayer)),
                        GetLayerVersionResponse.builder())
                .build();
    }

    @Override
    public GetLayerVersionByArnResponse getLayerVersionByArn(GetLayerVersionByArnRequest r) {
        return described(state.layer(r.arn()).orElseThrow(EmbeddedLambda::noLayer));
    }

    @Override
    public PublishLayerVersionResponse publishLayerVersion(PublishLayerVersionRequest r) {
        var content =
                code(r.content().zipFile(), r.content().s3Bucket(), r.content().s3Key(), null);
        var made = state.publish(
                layerName(r.layerName()),
                content,
                r.description(),
                r.licenseInfo(),
                r.compatibleRuntimesAsStrings(),
                r.compatibleArchitecturesAsStrings());
        return Copies.to(described(made), PublishLayerVersionResponse.builder()).build();
    }

    @Override
    public DeleteLayerVersionResponse deleteLayerVersion(DeleteLayerVersionRequest r) {
        state.layers
                .getOrDefault(layerName(r.layerName()), new ArrayList<>())
                .removeIf(l -> l.version() == r.versionNumber());
        return DeleteLayerVersionResponse.builder().build();
    }

    private static String layerName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1);
    }

    private static LayerVersionsListItem listed(LayerVersion layer) {
        return LayerVersionsListItem.builder()
                .layerVersionArn(layer.arn())
                .version(layer.version())
                .description(layer.description())
                .createdDate(LambdaState.stamp(layer.created()))
                .compatibleRuntimesWithStrings(layer.runtimes())
                .compatibleArchitecturesWithStrings(layer.architectures())
                .licenseInfo(layer.license())
                .build();
    }

    private GetLayerVersionByArnResponse described(LayerVersion layer) {
        return GetLayerVersionByArnResponse.builder()
                .content(c -> c.location(state.location(layer))
                        .codeSha256(LambdaState.sha256(layer.content()))
                        .codeSize((long) layer.content().length))
                .layerArn(layer.layerArn())
                .layerVersionArn(layer.arn())
                .version(layer.version())
                .description(layer.description())
                .createdDate(LambdaState.stamp(layer.created()))
                .compatibleRuntimesWithStrings(layer.runtimes())
                .compatibleArchitecturesWithStrings(layer.architectures())
                .licenseInfo(layer.license())
                .build();
    }

    private static AwsServiceException noLayer() {
        return notFound("The resource you requested does not exist.");
    }

    @Override
    public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
        var page = estate.page(List.copyOf(state.functions.values()), r.marker(), r.maxItems());
        return ListFunctionsResponse.builder()
                .functions(page.items().stream().map(this::listed).toList())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public GetFunctionResponse getFunction(GetFunctionRequest r) {
        var function = function(r.functionName());
        var now = function.at(estate.now());
        var answer = GetFunctionResponse.builder()
                .configuration(now)
                .code(c -> c.repositoryType("S3").location(state.location(function)))
                .tags(estate.tags().of(now.functionArn()));
        if (function.reserved != null) {
            answer.concurrency(c -> c.reservedConcurrentExecutions(function.reserved));
        }
        return answer.build();
    }

    @Override
    public GetFunctionConfigurationResponse getFunctionConfiguration(GetFunctionConfigurationRequest r) {
        return Copies.to(function(r.functionName()).at(estate.now()), GetFunctionConfigurationResponse.builder())
                .build();
    }

    @Override
    public CreateFunctionResponse createFunction(CreateFunctionRequest r) {
        if (state.functions.containsKey(r.functionName())) {
            throw AwsFault.of(
                    ResourceConflictException.builder(),
                    "ResourceConflictException",
                    409,
                    "Function already exist: " + r.functionName());
        }
        var runtime = Objects.requireNonNullElse(r.runtimeAsString(), "");
        if (!LambdaRuntimes.creatable(runtime, estate.now())) {
            throw unsupported(runtime);
        }
        if (r.role() == null || !r.role().matches("arn:aws[a-z-]*:iam::\\d{12}:role/.+")) {
            throw validation(
                    "Value '" + r.role() + "' at 'role' failed to satisfy constraint: Member must satisfy regular"
                            + " expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
        }
        assumable(r.role());
        var code = code(
                r.code().zipFile(),
                r.code().s3Bucket(),
                r.code().s3Key(),
                r.code().imageUri());
        var now = estate.now();
        var arn = estate.arn("lambda", region, "function:" + r.functionName());
        var made = FunctionConfiguration.builder()
                .functionName(r.functionName())
                .functionArn(arn)
                .runtime(r.runtimeAsString())
                .role(r.role())
                .handler(r.handler())
                .description(Objects.requireNonNullElse(r.description(), ""))
                .timeout(Objects.requireNonNullElse(r.timeout(), 3))
                .memorySize(Objects.requireNonNullElse(r.memorySize(), 128))
                .codeSha256(LambdaState.sha256(code))
                .codeSize((long) code.length)
                .lastModified(LambdaState.stamp(now))
                .version("$LATEST")
                .packageType(Optional.ofNullable(r.packageTypeAsString()).orElse("Zip"))
                .architecturesWithStrings(
                        r.architecturesAsStrings().isEmpty() ? List.of("x86_64") : r.architecturesAsStrings())
                .ephemeralStorage(Optional.ofNullable(r.ephemeralStorage())
                        .orElse(EphemeralStorage.builder().size(512).build()))
                .tracingConfig(t -> t.mode(
                        r.tracingConfig() == null
                                ? "PassThrough"
                                : r.tracingConfig().modeAsString()))
                .layers(layers(r.layers()))
                .kmsKeyArn(key(r.kmsKeyArn()))
                .fileSystemConfigs(r.fileSystemConfigs());
        if (r.environment() != null) {
            made.environment(e -> e.variables(r.environment().variables()));
        }
        if (r.vpcConfig() != null) {
            made.vpcConfig(vpc(r.vpcConfig()));
        }
        if (r.deadLetterConfig() != null) {
            made.deadLetterConfig(r.deadLetterConfig());
        }
        made.loggingConfig(r.loggingConfig()).durableConfig(r.durableConfig()).tenancyConfig(r.tenancyConfig());
        if (r.snapStart() != null) {
            made.snapStart(s -> s.applyOn(r.snapStart().applyOn()));
        }
        var function = new LambdaFunction(made.build(), code, now.plus(LambdaFunction.CREATING));
        state.functions.put(r.functionName(), function);
        estate.tags().put(arn, r.tags());
        return Copies.to(function.at(now), CreateFunctionResponse.builder()).build();
    }

    @Override
    public UpdateFunctionCodeResponse updateFunctionCode(UpdateFunctionCodeRequest r) {
        var function = idle(r.functionName());
        var was = function.at(estate.now());
        var code = code(r.zipFile(), r.s3Bucket(), r.s3Key(), r.imageUri());
        var changed = was.toBuilder()
                .codeSha256(LambdaState.sha256(code))
                .codeSize((long) code.length)
                .architecturesWithStrings(
                        r.hasArchitectures() ? r.architecturesAsStrings() : was.architecturesAsStrings())
                .build();
        if (!Boolean.TRUE.equals(r.dryRun())) {
            revision(r.revisionId(), was);
            function.change(changed, estate.now());
            function.code = code;
            changed = function.at(estate.now());
        }
        return Copies.to(changed, UpdateFunctionCodeResponse.builder()).build();
    }

    @Override
    public UpdateFunctionConfigurationResponse updateFunctionConfiguration(UpdateFunctionConfigurationRequest r) {
        var function = idle(r.functionName());
        var was = function.at(estate.now());
        revision(r.revisionId(), was);
        if (r.runtimeAsString() != null && !LambdaRuntimes.updatable(r.runtimeAsString(), estate.now())) {
            throw unsupported(r.runtimeAsString());
        }
        var changed = was.toBuilder();
        Optional.ofNullable(r.runtimeAsString()).ifPresent(changed::runtime);
        Optional.ofNullable(r.role()).ifPresent(role -> {
            assumable(role);
            changed.role(role);
        });
        Optional.ofNullable(r.handler()).ifPresent(changed::handler);
        Optional.ofNullable(r.description()).ifPresent(changed::description);
        Optional.ofNullable(r.timeout()).ifPresent(changed::timeout);
        Optional.ofNullable(r.memorySize()).ifPresent(changed::memorySize);
        Optional.ofNullable(r.environment()).ifPresent(e -> changed.environment(v -> v.variables(e.variables())));
        Optional.ofNullable(r.vpcConfig()).ifPresent(v -> changed.vpcConfig(vpc(v)));
        Optional.ofNullable(r.deadLetterConfig()).ifPresent(changed::deadLetterConfig);
        Optional.ofNullable(r.ephemeralStorage()).ifPresent(changed::ephemeralStorage);
        Optional.ofNullable(r.tracingConfig()).ifPresent(t -> changed.tracingConfig(m -> m.mode(t.modeAsString())));
        Optional.ofNullable(r.loggingConfig()).ifPresent(changed::loggingConfig);
        Optional.ofNullable(r.kmsKeyArn()).ifPresent(k -> changed.kmsKeyArn(key(k)));
        Optional.ofNullable(r.durableConfig()).ifPresent(changed::durableConfig);
        Optional.ofNullable(r.snapStart()).ifPresent(s -> changed.snapStart(a -> a.applyOn(s.applyOn())));
        if (r.hasLayers()) {
            changed.layers(layers(r.layers()));
        }
        function.change(changed.build(), estate.now());
        return Copies.to(function.at(estate.now()), UpdateFunctionConfigurationResponse.builder())
                .build();
    }

    @Override
    public DeleteFunctionResponse deleteFunction(DeleteFunctionRequest r) {
        var function = function(r.functionName());
        state.functions.remove(function.name());
        estate.tags().forget(estate.arn("lambda", region, "function:" + function.name()));
        return DeleteFunctionResponse.builder().build();
    }

    /** What Lambda itself writes of an invocation (Lambda Developer Guide, Working with Lambda function logs: START, END, REPORT). */
    private void log(LambdaFunction function, boolean threw) {
        var request = "RequestId: " + state.uuid();
        var group = "/aws/lambda/" + function.name();
        LogsState.of(estate, region)
                .line(group, "START " + request + " Version: $LATEST")
                .line(group, threw ? "ERROR Invoke Error " + request : "END " + request);
        if (threw) {
            LogsState.of(estate, region).line(group, "END " + request);
        }
        LogsState.of(estate, region).line(group, "REPORT " + request + " Duration: 120.00 ms Billed Duration: 120 ms");
    }

    @Override
    public InvokeResponse invoke(InvokeRequest r) {
        var function = function(r.functionName());
        if (function.inactive(estate.now())) {
            function.wakes = estate.now().plus(LambdaFunction.WAKING);
            throw AwsFault.of(
                    ResourceNotReadyException.builder(),
                    "ResourceNotReadyException",
                    502,
                    "The function is inactive and its VPC connection is no longer available. Wait for the VPC connection"
                            + " to reestablish and try again.");
        }
        if (!function.active(estate.now())) {
            throw AwsFault.of(
                    ResourceConflictException.builder(),
                    "ResourceConflictException",
                    409,
                    "The operation cannot be performed at this time. The function is currently in the following state: Pending");
        }
        if (r.invocationType() == InvocationType.DRY_RUN) {
            return InvokeResponse.builder().statusCode(204).build();
        }
        if (function.reserved != null && function.reserved == 0) {
            throw AwsFault.of(
                    TooManyRequestsException.builder().reason("ReservedFunctionConcurrentInvocationLimitExceeded"),
                    "TooManyRequestsException",
                    429,
                    "Rate Exceeded.");
        }
        var payload = r.payload() == null ? "" : r.payload().asUtf8String();
        var result = new FunctionRun(estate, region, function).answer(payload);
        var threw = result instanceof LambdaHandler.Result.Threw;
        function.invocations.add(new LambdaFunction.Invoked(estate.now(), 1, threw ? 1 : 0, 120));
        log(function, threw);
        if (r.invocationType() == InvocationType.EVENT) {
            return InvokeResponse.builder().statusCode(202).build();
        }
        return switch (result) {
            case LambdaHandler.Result.Returned done ->
                InvokeResponse.builder()
                        .statusCode(200)
                        .executedVersion("$LATEST")
                        .payload(SdkBytes.fromUtf8String(done.payload()))
                        .build();
            case LambdaHandler.Result.Threw thrown ->
                InvokeResponse.builder()
                        .statusCode(200)
                        .executedVersion("$LATEST")
                        .functionError("Unhandled")
                        .payload(SdkBytes.fromUtf8String(JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of("errorType", thrown.type(), "errorMessage", thrown.message()))))
                        .build();
        };
    }

    @Override
    public AddPermissionResponse addPermission(AddPermissionRequest r) {
        var function = function(r.functionName());
        if (function.policy.containsKey(r.statementId())) {
            throw AwsFault.of(
                    ResourceConflictException.builder(),
                    "ResourceConflictException",
                    409,
                    "The statement id (" + r.statementId()
                            + ") provided already exists. Please provide a new statement id, or remove the existing"
                            + " statement.");
        }
        var statement = Statements.allow(
                r.statementId(),
                r.principal(),
                r.action(),
                estate.arn("lambda", region, "function:" + function.name()),
                r.sourceArn(),
                r.sourceAccount());
        function.policy.put(r.statementId(), statement);
        return AddPermissionResponse.builder().statement(statement).build();
    }

    @Override
    public RemovePermissionResponse removePermission(RemovePermissionRequest r) {
        var function = function(r.functionName());
        if (function.policy.remove(r.statementId()) == null) {
            throw notFound("Statement " + r.statementId() + " is not found in resource policy.");
        }
        return RemovePermissionResponse.builder().build();
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest r) {
        var function = function(r.functionName());
        if (function.policy.isEmpty()) {
            throw notFound("The resource you requested does not exist.");
        }
        var policy = JsonMapper.shared().createObjectNode();
        policy.put("Version", "2012-10-17").put("Id", "default");
        var statements = policy.putArray("Statement");
        function.policy.values().forEach(s -> statements.add(JsonMapper.shared().readTree(s)));
        return GetPolicyResponse.builder()
                .policy(JsonMapper.shared().writeValueAsString((JsonNode) policy))
                .revisionId(function.at(estate.now()).revisionId())
                .build();
    }

    @Override
    public PutFunctionConcurrencyResponse putFunctionConcurrency(PutFunctionConcurrencyRequest r) {
        var function = function(r.functionName());
        var others = state.functions.values().stream()
                .filter(f -> f != function && f.reserved != null)
                .mapToInt(f -> Objects.requireNonNull(f.reserved))
                .sum();
        if (others + r.reservedConcurrentExecutions() + LEAST_UNRESERVED
                > QuotaState.of(estate, region).applied("lambda/L-B99A9384")) {
            throw invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                    + " UnreservedConcurrentExecution below its minimum value of [" + LEAST_UNRESERVED + "].");
        }
        function.reserved = r.reservedConcurrentExecutions();
        return PutFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(r.reservedConcurrentExecutions())
                .build();
    }

    @Override
    public GetFunctionConcurrencyResponse getFunctionConcurrency(GetFunctionConcurrencyRequest r) {
        return GetFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(function(r.functionName()).reserved)
                .build();
    }

    @Override
    public DeleteFunctionConcurrencyResponse deleteFunctionConcurrency(DeleteFunctionConcurrencyRequest r) {
        function(r.functionName()).reserved = null;
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    @Override
    public GetFunctionEventInvokeConfigResponse getFunctionEventInvokeConfig(GetFunctionEventInvokeConfigRequest r) {
        var function = function(r.functionName());
        var there = function.invokeConfig;
        if (there == null) {
            throw notFound("The function " + estate.arn("lambda", region, "function:" + function.name())
                    + " doesn't have an EventInvokeConfig");
        }
        return Copies.to(there, GetFunctionEventInvokeConfigResponse.builder()).build();
    }

    /** Replaces all of it: what the request leaves out is gone. */
    @Override
    public PutFunctionEventInvokeConfigResponse putFunctionEventInvokeConfig(PutFunctionEventInvokeConfigRequest r) {
        var function = function(r.functionName());
        function.invokeConfig = FunctionEventInvokeConfig.builder()
                .functionArn(estate.arn("lambda", region, "function:" + function.name()))
                .lastModified(estate.now())
                .maximumRetryAttempts(r.maximumRetryAttempts())
                .maximumEventAgeInSeconds(r.maximumEventAgeInSeconds())
                .destinationConfig(r.destinationConfig())
                .build();
        return Copies.to(function.invokeConfig, PutFunctionEventInvokeConfigResponse.builder())
                .build();
    }

    @Override
    public DeleteFunctionEventInvokeConfigResponse deleteFunctionEventInvokeConfig(
            DeleteFunctionEventInvokeConfigRequest r) {
        function(r.functionName()).invokeConfig = null;
        return DeleteFunctionEventInvokeConfigResponse.builder().build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest r) {
        function(r.functionName());
        return ListAliasesResponse.builder().aliases(List.of()).build();
    }

    @Override
    public ListFunctionUrlConfigsResponse listFunctionUrlConfigs(ListFunctionUrlConfigsRequest r) {
        function(r.functionName());
        return ListFunctionUrlConfigsResponse.builder()
                .functionUrlConfigs(List.of())
                .build();
    }

    @Override
    public ListProvisionedConcurrencyConfigsResponse listProvisionedConcurrencyConfigs(
            ListProvisionedConcurrencyConfigsRequest r) {
        function(r.functionName());
        return ListProvisionedConcurrencyConfigsResponse.builder()
                .provisionedConcurrencyConfigs(List.of())
                .build();
    }

    @Override
    public ListEventSourceMappingsResponse listEventSourceMappings(ListEventSourceMappingsRequest r) {
        var all = state.sources.values().stream()
                .map(s -> s.at(estate.now()))
                .filter(s -> r.functionName() == null || name(s.functionArn()).equals(name(r.functionName())))
                .filter(s -> r.eventSourceArn() == null || s.eventSourceArn().equals(r.eventSourceArn()))
                .toList();
        var page = estate.page(all, r.marker(), r.maxItems());
        return ListEventSourceMappingsResponse.builder()
                .eventSourceMappings(page.items())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public GetEventSourceMappingResponse getEventSourceMapping(GetEventSourceMappingRequest r) {
        return Copies.to(source(r.uuid()).at(estate.now()), GetEventSourceMappingResponse.builder())
                .build();
    }

    @Override
    public CreateEventSourceMappingResponse createEventSourceMapping(CreateEventSourceMappingRequest r) {
        var function = function(r.functionName());
        var arn = estate.arn("lambda", region, "function:" + function.name());
        var taken = state.sources.values().stream()
                .map(EventSource::description)
                .anyMatch(s -> s.functionArn().equals(arn) && s.eventSourceArn().equals(r.eventSourceArn()));
        if (taken) {
            throw AwsFault.of(
                    ResourceConflictException.builder(),
                    "ResourceConflictException",
                    409,
                    "An event source mapping with event source arn (\" " + r.eventSourceArn()
                            + " \") and function name (\" " + function.name() + " \") already exists.");
        }
        var id = state.uuid();
        var made = EventSource.created(
                EventSourceMappingConfiguration.builder()
                        .uuid(id)
                        .eventSourceMappingArn(estate.arn("lambda", region, "event-source-mapping:" + id))
                        .eventSourceArn(r.eventSourceArn())
                        .functionArn(arn)
                        .batchSize(Objects.requireNonNullElse(r.batchSize(), 10))
                        .lastModified(estate.now())
                        .build(),
                !Boolean.FALSE.equals(r.enabled()),
                estate.now());
        state.sources.put(id, made);
        return Copies.to(made.at(estate.now()), CreateEventSourceMappingResponse.builder())
                .build();
    }

    @Override
    public UpdateEventSourceMappingResponse updateEventSourceMapping(UpdateEventSourceMappingRequest r) {
        var changed = source(r.uuid());
        var now = changed.state().at(estate.now());
        if (!now.equals("Enabled") && !now.equals("Disabled")) {
            throw AwsFault.of(
                    ResourceInUseException.builder(),
                    "ResourceInUseException",
                    400,
                    "Cannot update the event source mapping because it is in use.");
        }
        if (r.enabled() != null) {
            changed = changed.switched(r.enabled(), estate.now());
        }
        if (r.batchSize() != null) {
            changed = new EventSource(
                    changed.description().toBuilder().batchSize(r.batchSize()).build(), changed.state());
        }
        state.sources.put(r.uuid(), changed);
        return Copies.to(changed.at(estate.now()), UpdateEventSourceMappingResponse.builder())
                .build();
    }

    @Override
    public DeleteEventSourceMappingResponse deleteEventSourceMapping(DeleteEventSourceMappingRequest r) {
        var gone = source(r.uuid());
        state.sources.remove(r.uuid());
        return Copies.to(
                        gone.description().toBuilder().state("Deleting").build(),
                        DeleteEventSourceMappingResponse.builder())
                .build();
    }

    @Override
    public ListTagsResponse listTags(ListTagsRequest r) {
        return ListTagsResponse.builder().tags(estate.tags().of(r.resource())).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest r) {
        function(r.resource());
        estate.tags().put(r.resource(), r.tags());
        return TagResourceResponse.builder().build();
    }

    /** ListFunctions leaves the states out. */
    private FunctionConfiguration listed(LambdaFunction function) {
        return function.at(estate.now()).toBuilder()
                .state((String) null)
                .lastUpdateStatus((String) null)
                .build();
    }

    private LambdaFunction idle(String id) {
        var function = function(id);
        if (function.busy(estate.now())) {
            throw AwsFault.of(
                    ResourceConflictException.builder(),
                    "ResourceConflictException",
                    409,
                    "The operation cannot be performed at this time. An update is in progress for resource: "
                            + estate.arn("lambda", region, "function:" + function.name()));
        }
        return function;
    }

    private LambdaFunction function(String id) {
        return Optional.ofNullable(state.functions.get(name(id)))
                .orElseThrow(
                        () -> notFound("Function not found: " + estate.arn("lambda", region, "function:" + name(id))));
    }

    private EventSource source(String id) {
        return Optional.ofNullable(state.sources.get(id))
                .orElseThrow(() -> notFound("The resource you requested does not exist."));
    }

    private static void revision(@Nullable String wanted, FunctionConfiguration now) {
        if (wanted != null && !wanted.equals(now.revisionId())) {
            throw AwsFault.of(
                    PreconditionFailedException.builder(),
                    "PreconditionFailedException",
                    412,
                    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API"
                            + " to retrieve the latest Revision Id");
        }
    }

    private static byte[] code(
            @Nullable SdkBytes zip, @Nullable String bucket, @Nullable String key, @Nullable String image) {
        if (zip != null) {
            var bytes = zip.asByteArray();
            if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
                throw invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
            }
            return bytes;
        }
        var place = bucket == null ? image : bucket + "/" + key;
        if (place == null) {
            throw invalid("Please provide a source for function code.");
        }
        return place.getBytes(StandardCharsets.UTF_8);
    }

    /** What can be attached: versions of this region, of one layer one, of all together five. */
    private List<Layer> layers(List<String> arns) {
        if (arns.size() > 5) {
            throw invalid("Cannot reference more than 5 layers.");
        }
        if (arns.stream().anyMatch(a -> !a.split(":")[3].equals(region))) {
            throw invalid("Layers are not in the same region as the function. Layers are expected to be in region "
                    + region + ".");
        }
        return arns.stream()
                .map(a -> state.layer(a).orElseThrow(() -> invalid("Layer version " + a + " does not exist.")))
                .map(l -> Layer.builder()
                        .arn(l.arn())
                        .codeSize((long) l.content().length)
                        .build())
                .toList();
    }

    private void assumable(String role) {
        if (!IamState.of(estate).assumable(role, "lambda.amazonaws.com")) {
            throw invalid("The role defined for the function cannot be assumed by Lambda.");
        }
    }

    /** Empty takes the key away. */
    private @Nullable String key(@Nullable String arn) {
        if (arn == null || arn.isEmpty()) {
            return null;
        }
        if (KmsState.of(estate, region).usable(arn).isEmpty()) {
            throw invalid("The KMS key " + arn + " is not usable in region " + region + ".");
        }
        return arn;
    }

    private VpcConfigResponse vpc(VpcConfig wanted) {
        new FunctionNetwork(estate, region).require(wanted.subnetIds(), wanted.securityGroupIds());
        var vpc = Ec2State.of(estate, region).subnets.stream()
                .filter(s -> wanted.subnetIds().contains(s.subnetId()))
                .map(s -> s.vpcId())
                .findFirst()
                .orElse("");
        return VpcConfigResponse.builder()
                .subnetIds(wanted.subnetIds())
                .securityGroupIds(wanted.securityGroupIds())
                .vpcId(vpc)
                .build();
    }

    /** A name, a partial or a full ARN, with or without a qualifier. */
    private static String name(String id) {
        var parts = id.split(":");
        for (var i = 0; i < parts.length - 1; i++) {
            if (parts[i].equals("function")) {
                return parts[i + 1];
            }
        }
        return parts[0];
    }

    private static AwsServiceException unsupported(String runtime) {
        return invalid("The runtime parameter of " + runtime
                + " is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported"
                + " runtime while creating or updating functions.");
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(InvalidParameterValueException.builder(), "InvalidParameterValueException", 400, message);
    }

    private static AwsServiceException validation(String message) {
        return AwsFault.of(
                LambdaException.builder(), "ValidationException", 400, "1 validation error detected: " + message);
    }

    private static AwsServiceException notFound(String message) {
        return AwsFault.of(ResourceNotFoundException.builder(), "ResourceNotFoundException", 404, message);
    }
}
