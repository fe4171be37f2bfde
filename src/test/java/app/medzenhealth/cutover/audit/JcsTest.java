package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JcsTest {
    private static final String ALPHABET =
            "aZ09 \"\\/\b\f\n\r\t\u0001\u001f\u007f\u00e9\u20ac\ufb33\u2028\ud83d\ude00=<>&'";

    @Test
    void random_values_are_written_as_the_library_writes_them_and_read_back() throws Exception {
        long seed = 20260112;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var plain = new PlainData(new Redactor());
        for (var i = 0; i < 2_000; i++) {
            var value = plain.of(map(random, 0));
            var ours = Jcs.bytes(value);
            assertThat(new String(ours, StandardCharsets.UTF_8))
                    .as("case %d of seed %d", i, seed)
                    .isEqualTo(new JsonCanonicalizer(ours).getEncodedString());
            assertThat(JcsReader.object(ours)).isEqualTo(value);
        }
    }

    @Test
    void a_record_is_written_as_the_library_writes_it_and_read_back() throws Exception {
        var record = new AuditRecord(
                1,
                7,
                "2026-01-12T08:00:00.000001Z",
                "s\u00e9",
                "lead",
                "note",
                "1.3",
                new TreeMap<>(Map.of("b", 1L, "a", List.of("x"))),
                "0".repeat(64));
        var jcs = Jcs.bytes(record);
        assertThat(new JsonCanonicalizer(jcs).getEncodedUTF8()).isEqualTo(jcs);
        assertThat(JcsReader.record(jcs)).isEqualTo(record);
        assertThat(JcsReader.links(jcs))
                .isEqualTo(new JcsReader.Links(1, 7, "2026-01-12T08:00:00.000001Z", "sé", "note", "0".repeat(64), 0));
    }

    @Test
    void keys_are_ordered_by_their_utf_16_units() throws Exception {
        var jcs = Jcs.bytes(Map.of("\ufb33", 1L, "\ud83d\ude00", 2L, "\u00f6", 3L, "1", 4L));
        assertThat(new String(jcs, StandardCharsets.UTF_8))
                .isEqualTo("{\"1\":4,\"\u00f6\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
        assertThat(JcsReader.object(jcs)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                " {}",
                "{ }",
                "{\"a\":1 }",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":1.0}",
                "{\"a\":-0}",
                "{\"a\":1e3}",
                "{\"a\":9007199254740993}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\u000A\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":tru}",
                "{\"a\":}",
                "{\"a\"}",
                "{a:1}",
                "[1]",
                "{\"a\":[1,]}",
                "{\"a\":\"x}",
                "{\"a\":NaN}",
                "{\"a\":+1}"
            })
    void any_other_form_is_refused(String json) {
        assertThatThrownBy(() -> JcsReader.object(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void a_number_is_read_in_the_form_in_which_the_library_writes_it_and_in_no_other() throws Exception {
        long seed = 20261201;
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < 200_000; i++) {
            var token = new StringBuilder();
            for (var left = 1 + random.nextInt(random.nextBoolean() ? 3 : 19); left > 0; left--) {
                var from = random.nextInt(4) > 0 ? "0123456789" : "01-+.eE";
                token.append(from.charAt(random.nextInt(from.length())));
            }
            var canonical = canonical(token.toString());
            var json = ("{\"a\":" + token + "}").getBytes(StandardCharsets.UTF_8);
            if (canonical.isPresent()) {
                read++;
                assertThat(JcsReader.object(json).get("a"))
                        .as("%s of seed %d", token, seed)
                        .isEqualTo(canonical.get());
            } else {
                assertThatThrownBy(() -> JcsReader.object(json))
                        .as("%s of seed %d", token, seed)
                        .isInstanceOf(NotCanonical.class);
            }
        }
        assertThat(read).isGreaterThan(20_000);
    }

    /** The number, where the text is what RFC 8785 makes of it and every reader reads it exactly. */
    private static Optional<Object> canonical(String token) {
        try {
            var number = new BigDecimal(token);
            if (number.abs().compareTo(BigDecimal.valueOf((1L << 53) - 1)) > 0
                    || !NumberToJSON.serializeNumber(number.doubleValue()).equals(token)) {
                return Optional.empty();
            }
            return Optional.of(
                    token.matches("-?[0-9]+") ? (Object) number.longValueExact() : (Object) number.doubleValue());
        } catch (NumberFormatException | IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'};
        assertThatThrownBy(() -> JcsReader.object(overlong))
                .isInstanceOf(NotCanonical.class)
                .hasMessageContaining("UTF-8");
        var record = new String(
                        Jcs.bytes(
                                new AuditRecord(1, 1, "2026-01-12T08:00:00.000001Z", "s", "X", "k", "", Map.of(), "0")),
                        StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        record[10] = (byte) 0xff;
        assertThatThrownBy(() -> JcsReader.links(record)).isInstanceOf(NotCanonical.class);
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        var redactor = new Redactor();
        assertThat(redactor.text("x\ud83dy")).isEqualTo("x\ud83dy");
        for (var again = 0; again < 2; again++) {
            assertThat(new PlainData(redactor).of(Map.of("a", "x\ud83dy"))).containsEntry("a", "x\ufffdy");
        }
    }

    @Test
    void what_json_cannot_hold_exactly_becomes_text() {
        var data = new PlainData(new Redactor())
                .of(Map.of("big", Long.MAX_VALUE, "nan", Double.NaN, "whole", 2.0, "half", 0.5));
        assertThat(data).isEqualTo(Map.of("big", "9223372036854775807", "nan", "NaN", "whole", 2L, "half", 0.5));
    }

    private static Map<String, Object> map(Random random, int depth) {
        var map = new TreeMap<String, Object>();
        for (var i = random.nextInt(5); i > 0; i--) {
            map.put(text(random), value(random, depth + 1));
        }
        return map;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> text(random);
            case 1 -> random.nextLong() >> random.nextInt(11, 64);
            case 2 -> random.nextBoolean();
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(-25, 25));
            case 4 -> random.nextInt(100);
            case 5 -> map(random, depth);
            default -> {
                var list = new ArrayList<Object>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(ALPHABET.codePoints()
                    .toArray()[random.nextInt((int) ALPHABET.codePoints().count())]);
        }
        return text.toString();
    }
}
