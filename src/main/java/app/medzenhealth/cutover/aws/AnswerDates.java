package app.medzenhealth.cutover.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells what AWS's own clock says, by the {@code Date} of each answer (RFC 9110, 6.6.1). */
final class AnswerDates implements ExecutionInterceptor {
    private final Consumer<Instant> told;

    AnswerDates(Consumer<Instant> told) {
        this.told = told;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(text -> {
            try {
                told.accept(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            } catch (DateTimeException e) {
                // A date that cannot be read vouches for nothing.
            }
        });
    }
}
