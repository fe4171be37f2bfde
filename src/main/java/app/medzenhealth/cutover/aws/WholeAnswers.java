package app.medzenhealth.cutover.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Lets no answer pass that is none of AWS's. The SDK makes an empty list of an empty body, and of a page that somebody between
 * here and AWS puts in its place: what is there would be missing, and nothing would say so. Where a change returns nothing, it
 * takes any such page for its success.
 *
 * <p>The whole answer is fetched within its attempt, so that one to a read that breaks off is asked for again.
 */
final class WholeAnswers implements ExecutionInterceptor {

    private static final int START = 256;

    /** What they are asked for is in their answer: nothing of the account is changed. */
    private static final Set<String> SIGN_IN = Set.of("sts", "sso", "ssooidc");

    /** Of {@code x-amzn-RequestId}, {@code x-amz-request-id} and their likes: every answer of AWS's has one of them. */
    private static final String OF_AWS = "x-amz";

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var mayBeEmpty = context.httpRequest().method() == SdkHttpMethod.HEAD || !isRead(context.request());
        var body = context.responseBody().map(WholeAnswers::whole);
        var answer = context.httpResponse();
        if (answer.isSuccessful()) {
            var readable = answer.firstMatchingHeader("Content-Encoding").isEmpty();
            var start = readable ? start(body.orElse(new byte[0])) : "";
            if (mayBeEmpty) {
                refuseForeign(answer, start, body);
            } else if (readable) {
                refuseOther(start);
            }
        }
        return mayBeEmpty
                ? body.map(ByteArrayInputStream::new)
                : Optional.of(new ByteArrayInputStream(body.orElse(new byte[0])));
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(START, body.length), StandardCharsets.UTF_8)
                .stripLeading()
                .replace("\uFEFF", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Whether it changes nothing, sign-in included. */
    static boolean isRead(SdkRequest request) {
        var service = Spelling.service(request);
        return SIGN_IN.contains(service) || Operations.isRead(service, Spelling.operation(request.getClass()));
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
        if (!start.startsWith("{") && !start.startsWith("<") || isPage(start)) {
            throw unreadable(start.isEmpty() ? "it is empty" : "it is not AWS's");
        }
    }

    /**
     * An answer to a change or to HEAD may well be empty, and an emulator may call it a page. AWS's own says under what number it
     * has the request: in a header, or in its XML. Whether anything was done, an answer of anybody else's does not tell.
     */
    private static void refuseForeign(SdkHttpResponse answer, String start, Optional<byte[]> body) {
        var numbered = answer.headers().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(OF_AWS))
                || start.startsWith("<")
                        && new String(body.orElse(new byte[0]), StandardCharsets.UTF_8)
                                .toLowerCase(Locale.ROOT)
                                .contains("<requestid>");
        if (isPage(start) || !numbered) {
            throw unreadable("it is not AWS's");
        }
    }

    private static boolean isPage(String start) {
        return start.startsWith("<html") || start.startsWith("<!doctype");
    }

    private static SdkClientException unreadable(String why) {
        return SdkClientException.create("Could not parse the answer: " + why);
    }
}
