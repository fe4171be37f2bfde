package app.medzenhealth.cutover.aws.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.medzenhealth.cutover.aws.AwsErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

class PaceTest {
    private static final int MANY = 40;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Pace pace = new Pace(clock::get);

    @Test
    void calls_that_are_all_refused_give_up_together_and_not_each_after_all_its_attempts() throws Exception {
        List<@Nullable Throwable> ends = manyAtOnce(() -> {
            throw refusedAfter(Duration.ofSeconds(2));
        });
        assertThat(ends)
                .hasSize(MANY)
                .allSatisfy(end -> assertThat(AwsErrors.explain(end).reason())
                        .startsWith("ThrottlingException: AWS asks to slow down"));
        assertThat(asked).as("of 7 for each").hasValueLessThan(MANY);
        assertThat(pace.refusal()).isPresent();
    }

    @Test
    void no_call_is_told_what_the_answer_to_another_one_said_beyond_the_refusal() throws Exception {
        List<@Nullable Throwable> ends = manyAtOnce(() -> {
            throw refusedAfter(Duration.ofSeconds(2));
        });
        var withHeaders = ends.stream()
                .map(AwsServiceException.class::cast)
                .filter(e -> e.awsErrorDetails().sdkHttpResponse() != null)
                .count();
        assertThat(withHeaders).isZero();
        assertThat(ends).extracting(System::identityHashCode).doesNotHaveDuplicates();
    }

    @Test
    void many_quick_refusals_are_outlasted() throws Exception {
        List<@Nullable Throwable> ends = manyAtOnce(() -> {
            if (asked.get() < 2 * MANY) {
                throw refusedAfter(Duration.ofMillis(50));
            }
            return "";
        });
        assertThat(ends).hasSize(MANY).containsOnlyNulls();
        assertThat(pace.refusal()).isEmpty();
    }

    @Test
    void a_service_that_lets_a_call_through_now_and_then_is_read_to_its_end() {
        for (var i = 0; i < 12; i++) {
            var turn = asked.get();
            assertThat(pace.call(() -> {
                        if (asked.get() < turn + 2) {
                            throw refusedAfter(Duration.ofSeconds(10));
                        }
                        return "here";
                    }))
                    .isEqualTo("here");
        }
        assertThat(asked).hasValue(24);
        assertThat(pace.allowed()).isOne();
    }

    private AwsServiceException refusedAfter(Duration took) {
        asked.incrementAndGet();
        clock.addAndGet(took.toNanos());
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(400).build())
                        .build())
                .statusCode(400)
                .build();
    }

    /** How each ended, null where it came through. */
    private List<@Nullable Throwable> manyAtOnce(Supplier<String> read) throws Exception {
        List<@Nullable Throwable> ends = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<@Nullable Throwable>> calls = new ArrayList<>();
            for (var i = 0; i < MANY; i++) {
                calls.add(threads.submit(() -> catchThrowable(() -> pace.call(read))));
            }
            for (Future<@Nullable Throwable> call : calls) {
                ends.add(call.get());
            }
        }
        return ends;
    }
}
