package app.medzenhealth.cutover.audit;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What two people compare by voice to know that they speak of the same public key: the first twenty hex digits of the SHA-256 of its
 * X.509 form, in groups, and spelled so that no digit is taken for another.
 *
 * @param hex twenty lower-case digits
 */
public record KeyFingerprint(String hex) {
    private static final int DIGITS = 20;
    private static final int GROUP = 4;

    /** Letters as aviation spells them (ICAO, ITU-R M.1677). */
    private static final Map<Character, String> SPELLED = Map.ofEntries(
            Map.entry('0', "zero"),
            Map.entry('1', "one"),
            Map.entry('2', "two"),
            Map.entry('3', "three"),
            Map.entry('4', "four"),
            Map.entry('5', "five"),
            Map.entry('6', "six"),
            Map.entry('7', "seven"),
            Map.entry('8', "eight"),
            Map.entry('9', "nine"),
            Map.entry('a', "alfa"),
            Map.entry('b', "bravo"),
            Map.entry('c', "charlie"),
            Map.entry('d', "delta"),
            Map.entry('e', "echo"),
            Map.entry('f', "foxtrot"));

    /**
     * @param key X.509, Base64
     * @throws IllegalArgumentException if it is not Base64
     */
    public static KeyFingerprint of(String key) {
        return new KeyFingerprint(
                DigestUtils.sha256Hex(Base64.getDecoder().decode(key)).substring(0, DIGITS));
    }

    /** {@code 4a2b 10f3 …}. */
    public String grouped() {
        return groups().stream().collect(Collectors.joining(" "));
    }

    /** {@code four alfa two bravo, one zero foxtrot three, …}. */
    public String spelled() {
        return groups().stream()
                .map(g -> g.chars().mapToObj(c -> SPELLED.get((char) c)).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    /** Both. */
    public String words() {
        return grouped() + " (" + spelled() + ")";
    }

    private List<String> groups() {
        return IntStream.range(0, DIGITS / GROUP)
                .mapToObj(i -> hex.substring(i * GROUP, (i + 1) * GROUP))
                .toList();
    }
}
