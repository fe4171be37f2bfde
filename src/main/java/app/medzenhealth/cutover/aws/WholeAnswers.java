package app.medzenhealth.cutover.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Lets no answer to a read pass that is none. The SDK makes an empty list of an empty body, and of a page that somebody between
 * here and AWS puts in its place: what is there would be missing, and nothing would say so.
 *
 * <p>The whole answer is fetched within its attempt, so that one that breaks off is asked for again.
 */
final class WholeAnswers implements ExecutionInterceptor {

    private static final int START = 256;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (context.httpRequest().method() == SdkHttpMethod.HEAD || !isRead(context.request())) {
            return context.responseBody();
        }
        byte[] body = context.responseBody().map(WholeAnswers::whole).orElse(new byte[0]);
        if (context.httpResponse().isSuccessful()
                && context.httpResponse()
                        .firstMatchingHeader("Content-Encoding")
                        .isEmpty()) {
            refuseOther(new String(body, 0, Math.min(START, body.length), StandardCharsets.UTF_8));
        }
        return Optional.of(new ByteArrayInputStream(body));
    }

    private static boolean isRead(SdkRequest request) {
        return Operations.isRead(Spelling.service(request), Spelling.operation(request.getClass()));
    }

    /** A cause that is an I/O exception is what the SDK's retries look for. */
    private static byte[] whole(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw SdkClientException.create("The answer breaks off: " + e.getMessage(), e);
        }
    }

    /** AWS speaks JSON objects and XML, also where it has nothing to tell. */
    private static void refuseOther(String start) {
        String first = start.stripLeading().replace("\uFEFF", "").toLowerCase(Locale.ROOT);
        if (!first.startsWith("{") && !first.startsWith("<")
                || first.startsWith("<html")
                || first.startsWith("<!doctype")) {
            throw SdkClientException.create(
                    "Could not parse the answer: " + (first.isEmpty() ? "it is empty" : "it is not AWS's"));
        }
    }
}
