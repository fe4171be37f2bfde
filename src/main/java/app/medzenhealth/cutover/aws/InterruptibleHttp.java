package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.concurrent.Threads;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Requests that end when their thread is interrupted. A thread that waits in a socket does not notice by itself, and whoever stops
 * a scan would leave it behind with its connection until the request's own time is over.
 */
final class InterruptibleHttp implements SdkHttpClient {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SdkHttpClient http;
    private final ScheduledExecutorService clock;
    /** By the thread that waits for its answer, to the end of the answer. */
    private final Map<Thread, ExecutableHttpRequest> underWay = new ConcurrentHashMap<>();

    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param clock looks for interrupts while requests are under way; see {@link Threads#clock} */
    InterruptibleHttp(SdkHttpClient http, ScheduledExecutorService clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Watched(http.prepareRequest(request));
    }

    private void lookSoon() {
        if (!looking.getAndSet(true)) {
            try {
                clock.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                looking.set(false);
            }
        }
    }

    private void look() {
        underWay.forEach((thread, request) -> {
            if (thread.isInterrupted() && underWay.remove(thread, request)) {
                request.abort();
            }
        });
        looking.set(false);
        if (!underWay.isEmpty()) {
            lookSoon();
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }

    private final class Watched implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;

        Watched(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            var caller = Thread.currentThread();
            underWay.put(caller, request);
            lookSoon();
            var more = false;
            try {
                var answer = request.call();
                var body = answer.responseBody();
                more = body.isPresent();
                return more
                        ? HttpExecuteResponse.builder()
                                .response(answer.httpResponse())
                                .responseBody(watched(body.get(), caller))
                                .build()
                        : answer;
            } finally {
                if (!more) {
                    underWay.remove(caller, request);
                }
            }
        }

        private AbortableInputStream watched(AbortableInputStream body, Thread caller) {
            InputStream untilClosed = new FilterInputStream(body) {
                @Override
                public void close() throws IOException {
                    underWay.remove(caller, request);
                    super.close();
                }
            };
            return AbortableInputStream.create(untilClosed, () -> {
                underWay.remove(caller, request);
                body.abort();
            });
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
