package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What is slow is not what was refused: it is waited for, and asked once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowAnswersTest {
    /** An attempt's time is over long before a call's. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(4));

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Duration delay = Duration.ZERO;
    private int status = 200;
    private String answer = "{\"QueueUrls\":[\"http://q\"]}";
    private HttpServer server;
    private LiveClients clients;

    @BeforeEach
    void aServerThatTakesItsTime() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.incrementAndGet();
            heard.countDown();
            try {
                over.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("x-amzn-RequestId", "1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        clients = new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                PATIENCE);
    }

    @AfterEach
    void stop() {
        over.countDown();
        clients.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_read_has_all_the_time_of_its_call_and_is_asked_once() {
        delay = Duration.ofSeconds(1);
        assertThat(clients.client(SqsClient.class, "eu-west-1").listQueues().queueUrls())
                .containsExactly("http://q");
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_read_that_gets_no_answer_ends_with_its_call_and_was_asked_once() {
        delay = Duration.ofHours(1);
        assertThatThrownBy(() -> clients.client(SqsClient.class, "eu-west-1").listQueues())
                .isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> clients.client(StsClient.class, "eu-west-1").getCallerIdentity())
                .isInstanceOf(SdkClientException.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_read_that_is_refused_is_asked_again() {
        status = 503;
        assertThatThrownBy(() -> clients.client(SqsClient.class, "eu-west-1").listQueues())
                .isInstanceOf(RuntimeException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_change_with_a_token_is_sent_again_when_its_answer_is_late() {
        delay = Duration.ofHours(1);
        assertThatThrownBy(() -> clients.client(CloudFormationClient.class, "eu-west-1")
                        .deleteStack(b -> b.stackName("s").clientRequestToken("t")))
                .isInstanceOf(SdkClientException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_thread_that_is_stopped_leaves_its_request_at_once() throws Exception {
        delay = Duration.ofHours(1);
        var end = new AtomicReference<Throwable>();
        var reading = Thread.ofPlatform().daemon().start(() -> {
            try {
                clients.client(SqsClient.class, "eu-west-1").listQueues();
            } catch (Throwable e) {
                end.set(e);
            }
        });
        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        reading.interrupt();
        // Without its end it would take the call's four seconds: the clock is not read, the reason tells.
        reading.join(Duration.ofSeconds(30));
        assertThat(end.get()).isNotNull();
        assertThat(String.valueOf(end.get())).doesNotContain("timeout");
        assertThat(asked).hasValue(1);
    }
}
