package app.medzenhealth.cutover.aws;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkClientException;

/** An answer without what it is there to tell. The SDK makes one of {@code {}} too, and of any object with other names in it. */
public final class UnreadableAnswer extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private UnreadableAnswer(String message) {
        super(builder().message(message));
    }

    /**
     * What an answer must hold.
     *
     * @throws UnreadableAnswer if it is not in it
     */
    public static <A extends AwsResponse, T> T part(A answer, Function<A, @Nullable T> part) {
        return Optional.ofNullable(part.apply(answer))
                .orElseThrow(() -> new UnreadableAnswer("AWS's answer could not be read: nothing was in it that "
                        + answer.getClass().getSimpleName().replaceFirst("Response$", "") + " asks for"));
    }
}
