package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.InterceptedClient;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What stands before an embedded service. Consumer overloads and paginators run on the client before it, so that every operation
 * comes through here.
 */
final class ServiceInterceptor implements InterceptedClient.Calls {

    private static final int ATTEMPTS = 3;

    private final Estate estate;
    private final Class<? extends SdkClient> type;
    private final String service;
    private final String region;
    private final SdkClient target;
    private final BiPredicate<String, String> read;
    private final Refusals refusals;

    ServiceInterceptor(
            Estate estate,
            Class<? extends SdkClient> type,
            String region,
            SdkClient target,
            BiPredicate<String, String> read) {
        this.estate = estate;
        this.type = type;
        this.service = serviceId(type);
        this.region = region;
        this.target = target;
        this.read = read;
        this.refusals = new Refusals(type, service);
    }

    /** The SDK's service id in lower case without blanks: its interfaces are named after it. */
    private static String serviceId(Class<?> type) {
        var name = type.getSimpleName();
        return name.substring(0, name.length() - "Client".length()).toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Object send(InterceptedClient.Sending sending) throws Throwable {
        var operation = operation(sending.method());
        estate.lock().lock();
        try {
            estate.begin();
            estate.settle();
            var requestId = estate.uuid("request");
            if (estate.faults().disabled(region)) {
                throw stamped(refusals.regionDisabled(), requestId);
            }
            var fault = fault(operation);
            if (fault.isPresent() && fault.get() != InjectedFault.Effect.LOST_REPLY) {
                throw failure(fault.get(), operation, requestId);
            }
            Object answer;
            try {
                answer = kept(sending, operation);
            } catch (AwsServiceException e) {
                throw stamped(e, requestId);
            } catch (UnsupportedOperationException e) {
                throw e.getMessage() != null
                        ? e
                        : new UnsupportedOperationException(
                                "The embedded estate does not know " + service + " " + operation, e);
            }
            if (!read.test(service, operation)) {
                estate.ledger()
                        .add(new Ledger.Entry(
                                estate.now(), region, service, operation, Subject.of(sending.request()), requestId));
            }
            if (fault.isPresent()) {
                throw refusals.timeout();
            }
            return answer instanceof AwsResponse response ? stamped(response, requestId) : answer;
        } finally {
            estate.end();
            estate.lock().unlock();
        }
    }

    /**
     * What goes wrong with this call. A read is sent again when AWS asks to slow down or fails itself, up to three times in all, as the
     * SDK's standard retries do with a live client (<a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">retry
     * behavior</a>); a change never is.
     */
    private Optional<InjectedFault.Effect> fault(String operation) {
        var fault = estate.faults().next(service, operation, region);
        for (var attempt = 1;
                attempt < ATTEMPTS
                        && fault.filter(ServiceInterceptor::passes).isPresent()
                        && read.test(service, operation);
                attempt++) {
            fault = estate.faults().next(service, operation, region);
        }
        return fault;
    }

    private static boolean passes(InjectedFault.Effect effect) {
        return switch (effect) {
            case THROTTLING, INTERNAL_FAILURE -> true;
            case ACCESS_DENIED, TIMEOUT, LOST_REPLY -> false;
        };
    }

    /** Sends to the service; what may change the estate is kept first, where somebody keeps it. */
    private @Nullable Object kept(InterceptedClient.Sending sending, String operation) throws Throwable {
        var journal = estate.journal().filter(j -> !read.test(service, operation) && estate.outermost());
        if (journal.isEmpty()) {
            return sending.to(target, sending.request());
        }
        if (sending.carriesMore() && sending.body().isEmpty()) {
            throw new UnsupportedOperationException("A rehearsal that is kept takes bodies alone: " + operation);
        }
        journal.get().before(estate.now(), type, region, sending);
        try {
            var answer = sending.to(target, sending.request());
            journal.get().after(Optional.empty());
            return answer;
        } catch (Throwable failure) {
            journal.get().after(Optional.of(failure));
            throw failure;
        }
    }

    @Override
    public String serviceName() {
        return target.serviceName();
    }

    @Override
    public RuntimeException forbidden(String method, String why) {
        return new UnsupportedOperationException(
                "The embedded estate does not know " + service + " " + operation(method));
    }

    @Override
    public String described() {
        return "embedded " + service + " in " + region;
    }

    private static String operation(String method) {
        return Character.toUpperCase(method.charAt(0)) + method.substring(1);
    }

    private RuntimeException failure(InjectedFault.Effect effect, String operation, String requestId) {
        return switch (effect) {
            case ACCESS_DENIED -> stamped(refusals.accessDenied(estate.account(), operation), requestId);
            case THROTTLING -> stamped(refusals.throttled(), requestId);
            case INTERNAL_FAILURE -> stamped(refusals.internalFailure(), requestId);
            case TIMEOUT, LOST_REPLY -> refusals.timeout();
        };
    }

    /** The SDK's waiters poll the client that this stands in. */
    @Override
    public Object waiter(SdkClient client, Class<?> type) throws ReflectiveOperationException {
        var builder = type.getMethod("builder").invoke(null);
        for (var method : type.getMethod("builder").getReturnType().getMethods()) {
            if (method.getName().equals("client")) {
                method.invoke(builder, client);
            }
        }
        return type.getMethod("builder").getReturnType().getMethod("build").invoke(builder);
    }

    private static AwsResponse stamped(AwsResponse response, String requestId) {
        var http = response.sdkHttpResponse() == null
                ? SdkHttpResponse.builder().statusCode(200).statusText("OK").build()
                : response.sdkHttpResponse();
        var builder = response.toBuilder();
        builder.responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", requestId)));
        builder.sdkHttpResponse(http);
        return builder.build();
    }

    private AwsServiceException stamped(AwsServiceException e, String requestId) {
        var details = e.awsErrorDetails();
        if (details == null) {
            return e;
        }
        return e.toBuilder()
                .awsErrorDetails(
                        details.toBuilder().serviceName(refusals.serviceName()).build())
                .requestId(requestId)
                .build();
    }
}
