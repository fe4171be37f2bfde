package app.medzenhealth.cutover.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next asks for what follows; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

    static <T> Page<T> of(List<T> all, @Nullable String token, int size) {
        var start = token == null || token.isEmpty() ? 0 : offset(token);
        if (start > all.size()) {
            start = all.size();
        }
        var end = Math.min(all.size(), start + size);
        return new Page<>(List.copyOf(all.subList(start, end)), end < all.size() ? token(end) : null);
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("estate-page:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("estate-page:")) {
                return Integer.parseInt(text, "estate-page:".length(), text.length(), 10);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidToken(token, e);
        }
        throw new InvalidToken(token, null);
    }

    /** A token that no page of this estate gave. */
    public static final class InvalidToken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidToken(String token, @Nullable Throwable cause) {
            super("The pagination token is not valid: " + token, cause);
        }
    }
}
