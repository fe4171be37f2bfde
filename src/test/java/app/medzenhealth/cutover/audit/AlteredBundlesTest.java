package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a forger could try on a bundle, also one who holds the key: the specification says what each is, and the product and the
 * verifier that was written from the specification alone say the same. {@code -Dseed=N}: other changes of bytes.
 */
class AlteredBundlesTest {
    private static final int VERIFIED = 0;
    private static final int TAMPERED = 4;
    private static final int CANNOT = 5;
    private static final int CHANGES_OF_BYTES = 160;

    @TempDir
    Path temporary;

    private final SigningKey key = ForgedBundle.newKey();
    private final Map<String, Integer> expected = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    @Test
    void product_and_outsider_come_to_the_verdict_of_the_specification_on_every_altered_bundle() throws Exception {
        values();
        members();
        lines();
        manifests();
        notes();
        keys();
        parts();
        approvals();
        readersOfApprovals();
        outcomes();
        bytes();
        assertThat(files).as("altered bundles").hasSizeGreaterThanOrEqualTo(500);

        var outsider = outsider();
        var wrong = new ArrayList<String>();
        files.forEach((what, file) -> {
            int product = SampleTrail.verify(file).exitCode();
            int other = outsider.getOrDefault(file.toString(), -1);
            if (product != expected.get(what) || other != expected.get(what)) {
                wrong.add("%s: expected %d, product %d %s, outsider %d"
                        .formatted(
                                what,
                                expected.get(what),
                                product,
                                SampleTrail.verify(file).lines().getFirst(),
                                other));
            }
        });
        System.out.println(files.size() + " altered bundles: "
                + expected.values().stream().filter(v -> v == VERIFIED).count() + " legal, "
                + expected.values().stream().filter(v -> v == TAMPERED).count() + " tampered, "
                + expected.values().stream().filter(v -> v == CANNOT).count() + " cannot be verified; "
                + wrong.size() + " verdicts differ");
        assertThat(wrong).isEmpty();
    }

    private void is(int verdict, String what, ForgedBundle bundle) throws IOException {
        is(verdict, what, bundle.write(temporary.resolve(files.size() + ".zip")));
    }

    private void is(int verdict, String what, Path file) {
        assertThat(expected.put(what, verdict)).as("two of one name: " + what).isNull();
        files.put(what, file);
    }

    private ForgedBundle three() {
        return new ForgedBundle(key)
                .add(ForgedBundle.record("actor", "\"lead\""))
                .add(ForgedBundle.record("data", "{\"text\":\"second\"}"))
                .add(ForgedBundle.record("step", "\"5.3\""));
    }

    private ForgedBundle with(String record) {
        return with(record.getBytes(StandardCharsets.UTF_8));
    }

    private ForgedBundle with(byte[] record) {
        return new ForgedBundle(key)
                .add(ForgedBundle.record("actor", "\"lead\""))
                .add(record)
                .add(ForgedBundle.record("step", "\"5.3\""));
    }

    /** Each a value in a signed record: RFC 8785 has one form for it, or none. */
    private void values() throws IOException {
        for (var legal : List.of(
                "0",
                "1",
                "-1",
                "9007199254740991",
                "-9007199254740991",
                "0.1",
                "-0.5",
                "1e-7",
                "0.000001",
                "1.5e-9",
                "5e-324",
                "123456789.125",
                "true",
                "false",
                "null",
                "\"\"",
                "[]",
                "{}",
                "[1,[2,[3]]]",
                "{\"a\":1,\"b\":2}",
                "\"grüße 👋\"",
                "\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\\"",
                "\"/\"",
                "\"\u007f\"",
                "\"\u2028\"",
                "{\"\":1}",
                "{\"1\":4,\"\u00f6\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}",
                nested(99))) {
            is(VERIFIED, "value " + name(legal), with(ForgedBundle.record("data", "{\"x\":" + legal + "}")));
        }
        for (var illegal : List.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "-0",
                "1.0",
                "1e400",
                "9007199254740992",
                "-9007199254740992",
                "9007199254740993",
                "123456789012345680000",
                "1e21",
                "1E5",
                "1e5",
                "1e+5",
                "0.10",
                "00",
                "01",
                "-01",
                "+1",
                ".5",
                "5.",
                "0x10",
                "1_0",
                "0.0000001",
                "1.0e-7",
                "1e-07",
                "1e1000",
                "2e308",
                "12345678901234567890",
                "tru",
                "True",
                "nul",
                "undefined",
                "'a'",
                "\"\\u0041\"",
                "\"\\/\"",
                "\"\\u001F\"",
                "\"\\u000a\"",
                "\"\\u0008\"",
                "\"\\x41\"",
                "\"\t\"",
                "\"\\ud83d\\udc4b\"",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "\"\\u00e9\"",
                "\"open",
                "[1,]",
                "[,1]",
                "[1 ,2]",
                "[1",
                "{\"a\":1,\"a\":1}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" :1}",
                "{\"a\": 1}",
                "{\"x\":{\"b\":1,\"b\":2}}",
                "{\"\ufb33\":1,\"\ud83d\ude00\":2}",
                "1 ",
                " 1",
                "1\t",
                "/*c*/1",
                "",
                nested(101),
                nested(2_000),
                nested(60_000))) {
            is(TAMPERED, "value " + name(illegal), with(ForgedBundle.record("data", "{\"x\":" + illegal + "}")));
        }
        for (var raw : List.of(
                new byte[] {(byte) 0xc0, (byte) 0x80}, // overlong
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half a pair
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbd, (byte) 0xed, (byte) 0xb1, (byte) 0x8b}, // CESU-8
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond U+10FFFF
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0x80},
                new byte[] {0},
                new byte[] {0x1b},
                new byte[] {'\r'})) {
            var text = ForgedBundle.record("data", "{\"x\":\"RAW\"}").split("RAW");
            is(TAMPERED, "bytes " + Arrays.toString(raw), with(joined(ascii(text[0]), raw, ascii(text[1]))));
        }
    }

    private static String nested(int deep) {
        return "[".repeat(deep) + "]".repeat(deep);
    }

    private static String name(String value) {
        return value.length() > 60 ? value.length() + " characters " + value.substring(0, 4) : value;
    }

    /** Each a signed record in which one member is another. */
    private void members() throws IOException {
        var wrong = new LinkedHashMap<String, List<String>>();
        wrong.put("actor", List.of("", "[\"lead\"]", "null", "1", "{}"));
        wrong.put("data", List.of("", "null", "[]", "\"\"", "1"));
        wrong.put("kind", List.of("", "1", "null", "[]"));
        wrong.put("session", List.of("", "1", "null"));
        wrong.put("step", List.of("", "5.3", "null", "[]"));
        wrong.put(
                "prev", List.of("", "null", "1", "\"\"", "\"" + "0".repeat(64) + "\"", "\"" + "AB".repeat(32) + "\""));
        wrong.put("seq", List.of("", "1", "3", "2.0", "\"2\"", "null", "-2", "2e0", "9007199254740992"));
        wrong.put("v", List.of("", "\"1\"", "1.0", "null", "true"));
        wrong.put(
                "at",
                List.of(
                        "",
                        "1",
                        "null",
                        "\"\"",
                        "\"2026-01-12T08:00:00Z\"",
                        "\"2026-01-12T08:00:00.000Z\"",
                        "\"2026-01-12T08:00:00.000001+00:00\"",
                        "\"2026-01-12t08:00:00.000001Z\"",
                        "\"2026-01-12T08:00:00.000001z\"",
                        "\"2026-01-12 08:00:00.000001Z\"",
                        "\"2026-99-99T99:99:99.999999Z\"",
                        "\"2026-02-30T08:00:00.000001Z\"",
                        "\"2025-02-29T08:00:00.000001Z\"",
                        "\"2026-13-01T08:00:00.000001Z\"",
                        "\"2026-00-01T08:00:00.000001Z\"",
                        "\"2026-01-00T08:00:00.000001Z\"",
                        "\"2026-01-12T24:00:00.000000Z\"",
                        "\"2026-01-12T08:60:00.000001Z\"",
                        "\"2026-01-12T08:00:60.000001Z\"",
                        "\"2026-01-12T08:00:00.00000１Z\"",
                        "\"-026-01-12T08:00:00.000001Z\"",
                        "\"2026-01-12T08:00:00.0000011Z\"",
                        "\" 2026-01-12T08:00:00.000001Z\""));
        for (var member : wrong.entrySet()) {
            for (var value : member.getValue()) {
                is(TAMPERED, member.getKey() + " " + value, with(ForgedBundle.record(member.getKey(), value)));
            }
        }
        for (var at :
                List.of("2024-02-29T23:59:59.999999Z", "0000-02-29T00:00:00.000000Z", "9999-12-31T00:00:00.000000Z")) {
            is(VERIFIED, "at " + at, with(ForgedBundle.record("at", "\"" + at + "\"")));
        }
        is(CANNOT, "v 2", with(ForgedBundle.record("v", "2")));
        is(CANNOT, "v 0", with(ForgedBundle.record("v", "0")));
        is(CANNOT, "v -1", with(ForgedBundle.record("v", "-1")));
        is(TAMPERED, "an extra member", with(ForgedBundle.record("w", "1")));
        is(TAMPERED, "an empty line", with(""));
        is(TAMPERED, "an array for a record", with("[]"));
        is(TAMPERED, "two records on a line", with(ForgedBundle.record("v", "1") + ForgedBundle.record("v", "1")));
        is(TAMPERED, "a byte order mark", with("\ufeff" + ForgedBundle.record("v", "1")));
        is(TAMPERED, "a blank after a record", with(ForgedBundle.record("v", "1") + " "));
        is(TAMPERED, "a carriage return after a record", with(ForgedBundle.record("v", "1") + "\r"));
        is(CANNOT, "no record", new ForgedBundle(key).add("x").alter(BundleFiles.EVENTS, b -> new byte[0]));
        for (var version : List.of("6", "9007199254740991")) {
            is(
                    TAMPERED,
                    "opened by a console that writes bundles of version " + version,
                    opened("{\"bundleVersion\":" + version + "}", "[{\"seq\":2,\"session\":\"s1\"}]"));
        }
        for (var version : List.of("0", "1", "2", "3", "4", "5", "\"9\"", "null", "true", "3.5", "-4")) {
            is(
                    VERIFIED,
                    "opened by a console that says bundles of version " + version,
                    opened("{\"bundleVersion\":" + version + "}", "[{\"seq\":2,\"session\":\"s1\"}]"));
        }
        is(
                VERIFIED,
                "the world of the records",
                opened("{\"mode\":\"LIVE\"}", "[{\"mode\":\"LIVE\",\"seq\":2,\"session\":\"s1\"}]"));
        for (var lie : List.of(
                "[]",
                "[{\"mode\":\"REHEARSAL\",\"seq\":2,\"session\":\"s1\"}]",
                "[{\"mode\":\"LIVE\",\"seq\":1,\"session\":\"s1\"}]",
                "[{\"mode\":\"LIVE\",\"seq\":2}]",
                "[{\"mode\":\"LIVE\",\"seq\":2,\"session\":\"s2\"}]",
                "[1]",
                "{}",
                "null",
                "\"LIVE\"",
                "[{\"mode\":\"LIVE\",\"seq\":2,\"session\":\"s1\"},{\"mode\":\"LIVE\",\"seq\":2,\"session\":\"s1\"}]",
                "[{\"account\":\"1\",\"mode\":\"LIVE\",\"seq\":2,\"session\":\"s1\"}]")) {
            is(TAMPERED, "worlds " + lie, opened("{\"mode\":\"LIVE\"}", lie));
        }
    }

    private ForgedBundle opened(String data, String worlds) {
        var record = ForgedBundle.record("data", data).replace("\"note\"", "\"session.open\"");
        return with(record).alter(BundleFiles.MANIFEST, text(m -> m.replace("\"worlds\":[]", "\"worlds\":" + worlds)));
    }

    /** Records that are not where they were signed. */
    private void lines() throws IOException {
        is(VERIFIED, "as it should be", three());
        is(TAMPERED, "no last line feed", three().alter(BundleFiles.EVENTS, b -> Arrays.copyOf(b, b.length - 1)));
        is(TAMPERED, "a blank line at the end", three().alter(BundleFiles.EVENTS, text(e -> e + "\n")));
        is(TAMPERED, "a blank line at the beginning", three().alter(BundleFiles.EVENTS, text(e -> "\n" + e)));
        is(
                TAMPERED,
                "lines that end as on Windows",
                three().alter(BundleFiles.EVENTS, text(e -> e.replace("\n", "\r\n"))));
        is(TAMPERED, "one word another", three().alter(BundleFiles.EVENTS, text(e -> e.replace("second", "secund"))));
        for (var i = 0; i < 3; i++) {
            var at = i;
            is(TAMPERED, "without record " + i, three().alter(BundleFiles.EVENTS, list(l -> l.remove(at))));
            is(TAMPERED, "record " + i + " twice", three().alter(BundleFiles.EVENTS, list(l -> l.add(at, l.get(at)))));
            is(
                    TAMPERED,
                    "record " + i + " at the end",
                    three().alter(
                                    BundleFiles.EVENTS,
                                    list(l -> l.add(l.remove(at) + ""))
                                            .andThen(b -> at == 2
                                                    ? text(e -> e + "{}\n").apply(b)
                                                    : b)::apply));
            is(
                    TAMPERED,
                    "record " + i + " changed with all that follow it, without the key",
                    three().alter(BundleFiles.EVENTS, b -> rewritten(at)));
        }
        is(TAMPERED, "records turned round", three().alter(BundleFiles.EVENTS, list(l -> Collections.reverse(l))));
    }

    private static byte[] rewritten(int from) {
        var lines = new ArrayList<String>();
        var prev = ChainCheck.FIRST_PREV;
        for (var i = 0; i < 3; i++) {
            var line = ForgedBundle.record("step", i >= from ? "\"6.6\"" : "\"\"")
                    .replace("PREV", prev)
                    .replace("SEQ", String.valueOf(i + 1));
            prev = Sha256.hex(new Sha256().of(line.getBytes(StandardCharsets.UTF_8)));
            lines.add(line + "\n");
        }
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** What the manifest says, sealed by the key's holder. */
    private void manifests() throws IOException {
        Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
        changes.put("a blank", m -> m.replace(":", ": "));
        changes.put("a line feed at the end", m -> m + "\n");
        changes.put(
                "another order",
                m -> m.replaceFirst("\"product\":\"forger\",(\"spec\":\"[^\"]*\")", "$1,\"product\":\"forger\""));
        changes.put("one more member", m -> m.replace("\"product\"", "\"note\":1,\"product\""));
        changes.put(
                "a member twice",
                m -> m.replace("\"product\":\"forger\"", "\"product\":\"forger\",\"product\":\"forger\""));
        changes.put("no product", m -> m.replace("\"product\":\"forger\",", ""));
        changes.put("a product that is a number", m -> m.replace("\"forger\"", "1"));
        changes.put("a product that is null", m -> m.replace("\"forger\"", "null"));
        changes.put("no files", m -> m.replaceFirst("\"files\":\\{[^}]*},", ""));
        changes.put("files that are a list", m -> m.replaceFirst("\"files\":\\{[^}]*}", "\"files\":[]"));
        changes.put("no file named", m -> m.replaceFirst("\"files\":\\{[^}]*}", "\"files\":{}"));
        changes.put("one file less", m -> m.replaceFirst("\"checkpoint\":\"[^\"]*\",", ""));
        changes.put(
                "one file more",
                m -> m.replaceFirst("\"checkpoint\":", "\"a.txt\":\"" + "0".repeat(64) + "\",\"checkpoint\":"));
        changes.put(
                "its own hash",
                m -> m.replaceFirst("\"report.pdf\":", "\"manifest.json\":\"" + "0".repeat(64) + "\",\"report.pdf\":"));
        changes.put(
                "its seal's hash",
                m -> m.replaceFirst("\"report.pdf\":", "\"manifest.note\":\"" + "0".repeat(64) + "\",\"report.pdf\":"));
        changes.put(
                "hashes in capitals", m -> m.replaceFirst("\"checkpoint\":\"([^\"]*)\"", "\"checkpoint\":\"ABCDEF\""));
        changes.put("a hash that is null", m -> m.replaceFirst("\"checkpoint\":\"([^\"]*)\"", "\"checkpoint\":null"));
        changes.put("no worlds", m -> m.replace(",\"worlds\":[]", ""));
        changes.put("worlds that are null", m -> m.replace("\"worlds\":[]", "\"worlds\":null"));
        changes.put(
                "a part, and nothing is missing",
                m -> m.replace("\"product\"", "\"partial\":{\"of\":3,\"records\":3,\"selection\":\"\"},\"product\""));
        changes.put("a part that is null", m -> m.replace("\"product\"", "\"partial\":null,\"product\""));
        changes.put("version 2", m -> m.replace("audit-bundle/5", "audit-bundle/2"));
        changes.put("version 1", m -> m.replace("audit-bundle/5", "audit-bundle/1"));
        changes.put("an array", m -> "[]");
        changes.put("nothing", m -> " ");
        changes.put("not JSON", m -> m.substring(1));
        for (var change : changes.entrySet()) {
            is(
                    TAMPERED,
                    "manifest with " + change.getKey(),
                    three().alter(BundleFiles.MANIFEST, text(change.getValue())));
        }
        Map<String, UnaryOperator<String>> versions = new LinkedHashMap<>();
        versions.put("version 6", m -> m.replace("audit-bundle/5", "audit-bundle/6"));
        versions.put("version 05", m -> m.replace("audit-bundle/5", "audit-bundle/05"));
        versions.put("version 4 in another place", m -> m.replace("medzenhealth.app/", "example.org/"));
        versions.put("a version that is a number", m -> m.replaceFirst("\"spec\":\"[^\"]*\"", "\"spec\":4"));
        versions.put("a version that is null", m -> m.replaceFirst("\"spec\":\"[^\"]*\"", "\"spec\":null"));
        versions.put("no version", m -> m.replaceFirst("\"spec\":\"[^\"]*\",", ""));
        for (var change : versions.entrySet()) {
            is(
                    CANNOT,
                    "manifest with " + change.getKey(),
                    three().alter(BundleFiles.MANIFEST, text(change.getValue())));
        }
        for (var file : BundleFiles.WHOLE) {
            if (!file.equals(BundleFiles.MANIFEST) && !file.equals(BundleFiles.KEY)) {
                is(TAMPERED, "another " + file + " after it was sealed", swapped(file));
            }
        }
    }

    /** Replaced without the key: everything that can be computed anew is. */
    private Path swapped(String file) throws IOException {
        var bundle = three().write(temporary.resolve("swap-" + file + ".zip"));
        var content = new LinkedHashMap<>(BundleTest.unzip(bundle));
        content.put(file, ascii("all went well"));
        var manifest = new TreeMap<String, Object>(object(content.get(BundleFiles.MANIFEST)));
        var hashes = new TreeMap<String, Object>();
        content.forEach((name, bytes) -> {
            if (BundleFiles.named(name)) {
                hashes.put(name, Sha256.hex(new Sha256().of(bytes)));
            }
        });
        manifest.put("files", hashes);
        content.put(BundleFiles.MANIFEST, Jcs.bytes(manifest));
        return Forgery.zipAsIs(bundle, content);
    }

    private static Map<String, Object> object(byte[] json) {
        try {
            return JcsReader.object(json);
        } catch (NotCanonical e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The two signed notes. */
    private void notes() throws IOException {
        var other = ForgedBundle.newKey();
        for (var file : List.of(BundleFiles.CHECKPOINT, BundleFiles.SEAL)) {
            Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
            changes.put("without its signature", n -> n.substring(0, n.indexOf("\n\n") + 2));
            changes.put("with its signature twice", n -> n + n.substring(n.indexOf("\n\n") + 2));
            changes.put("without its last line feed", n -> n.substring(0, n.length() - 1));
            changes.put("with a line feed more", n -> n + "\n");
            changes.put("with a hyphen for the dash", n -> n.replace("\u2014", "-"));
            changes.put("with a line more", n -> n.replaceFirst("\n\n", "\nextension\n\n"));
            changes.put("with a line less", n -> n.replaceFirst("(?m)^[0-9]+\n", ""));
            changes.put("with a leading zero", n -> n.replaceFirst("(?m)^([0-9]+)$", "0$1"));
            changes.put("with a plus", n -> n.replaceFirst("(?m)^([0-9]+)$", "+$1"));
            changes.put("of one record more", n -> n.replaceFirst("(?m)^3$", "4"));
            changes.put("with blanks", n -> n.replaceFirst("(?m)^3$", "3 "));
            changes.put("as on Windows", n -> n.replace("\n", "\r\n"));
            changes.put("of another name", n -> n.replace("example.org/forger", "example.org/other"));
            changes.put("of another origin", n -> n.replaceFirst("example.org/forger", "example.org/other"));
            changes.put("with its padding cut", n -> n.replaceFirst("=\n\n", "\n\n"));
            changes.put("with Base64 for addresses", n -> n.replace('+', '-').replace('/', '_'));
            changes.put("empty", n -> " ");
            changes.put("that is not a note", n -> "verified\n");
            for (var change : changes.entrySet()) {
                is(TAMPERED, file + " " + change.getKey(), three().alter(file, text(change.getValue())));
            }
            is(TAMPERED, file + " missing", three().without(file));
            is(TAMPERED, file + " with S + L", three().alter(file, AlteredBundlesTest::malleable));
            is(TAMPERED, file + " by another key", three().alter(file, n -> resigned(n, other)));
            is(TAMPERED, file + " that is not UTF-8", three().alter(file, n -> joined(n, new byte[] {(byte) 0xff})));
        }
        is(
                TAMPERED,
                "a checkpoint in the place of the seal",
                three().alter(
                                BundleFiles.SEAL,
                                n -> Checkpoint.sign(key, 3, new byte[32]).note()));
        is(
                TAMPERED,
                "a seal of other records",
                three().alter(
                                BundleFiles.SEAL,
                                n -> ManifestSeal.of(ascii("{}"), Checkpoint.sign(key, 3, new byte[32]), key)));
    }

    /** RFC 8032, section 5.1.7: S must be below the order of the group, or one signature has several forms. */
    private static byte[] malleable(byte[] note) {
        var text = new String(note, StandardCharsets.UTF_8);
        var last = text.lastIndexOf(' ') + 1;
        var blob = Base64.getDecoder().decode(text.substring(last).strip());
        var order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        var s = new byte[32];
        for (var i = 0; i < 32; i++) {
            s[i] = blob[67 - i];
        }
        var sum = new BigInteger(1, s).add(order).toByteArray();
        for (var i = 0; i < 32; i++) {
            blob[36 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return (text.substring(0, last) + Base64.getEncoder().encodeToString(blob) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resigned(byte[] note, SigningKey other) {
        var text = new String(note, StandardCharsets.UTF_8);
        return SignedNote.sign(other, text.substring(0, text.indexOf("\n\n") + 1));
    }

    private void keys() throws IOException {
        Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
        changes.put("without a line feed", k -> k.strip());
        changes.put("with CR LF", k -> k.strip() + "\r\n");
        changes.put("twice", k -> k + k);
        changes.put("with a blank line", k -> k + "\n");
        changes.put("with a blank", k -> " " + k);
        changes.put("with another hash", k -> k.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+"));
        changes.put("with a hash in capitals", k -> k.replaceFirst("\\+[0-9a-f]{8}\\+", "+ABCDEF01+"));
        changes.put("of another kind", k -> k.replaceFirst("\\+A", "+B"));
        changes.put("too short", k -> k.substring(0, k.length() - 8) + "\n");
        changes.put("without a name", k -> k.substring(k.indexOf('+')));
        changes.put("with a blank in its name", k -> k.replaceFirst("/", " "));
        changes.put("that is not a key", k -> "key\n");
        changes.put("empty", k -> " ");
        for (var change : changes.entrySet()) {
            is(CANNOT, "key " + change.getKey(), three().alter(BundleFiles.KEY, text(change.getValue())));
        }
        is(TAMPERED, "key missing", three().without(BundleFiles.KEY));
        is(
                TAMPERED,
                "key of somebody else",
                three().alter(
                                BundleFiles.KEY,
                                k -> ascii(ForgedBundle.newKey().verifier().line() + "\n")));
    }

    /** What a second person signed: nobody else can write it, the key's holder neither. */
    private void approvals() throws IOException {
        var print = "ab".repeat(32);
        var good = new SignedClaim("dba", "s1", "5.6", print, "2026-01-12T08:10:00Z");
        is(VERIFIED, "an approval", good.bundle(key));
        is(VERIFIED, "an approval, its challenge deflated", good.deflated().bundle(key));
        is(
                VERIFIED,
                "an approval a moment before its challenge expires",
                good.expiring("2026-01-12T08:00:00.000002Z").bundle(key));
        is(
                TAMPERED,
                "an approval as its challenge expires",
                good.expiring("2026-01-12T08:00:00.000001Z").bundle(key));
        is(
                TAMPERED,
                "an approval after its challenge expired",
                good.expiring("2026-01-12T07:59:59Z").bundle(key));
        is(
                TAMPERED,
                "an approval that expires at no time",
                good.expiring("soon").bundle(key));
        var other = ForgedBundle.newKey();
        is(TAMPERED, "an approval signed by another key", good.signedBy(other).bundle(key));
        Map<String, UnaryOperator<List<String>>> changes = new LinkedHashMap<>();
        changes.put("without enrolment", l -> without(l, "approval.enrol"));
        changes.put("without a challenge", l -> without(l, "approval.challenge"));
        changes.put("that counts twice", l -> joinedLists(l, List.of(l.getLast())));
        changes.put("of another step", l -> replaced(l, "approval.accepted", "\"5.6\"", "\"6.6\""));
        changes.put("of another session", l -> replaced(l, "approval.accepted", "\"s1\"", "\"s2\""));
        changes.put("by another actor", l -> replaced(l, "approval.accepted", "\"dba\"", "\"boss\""));
        changes.put("of another state", l -> replaced(l, "approval.accepted", print, "cd".repeat(32)));
        changes.put(
                "of another state, as the challenge's record says",
                l -> replaced(
                        replaced(l, "approval.accepted", print, "cd".repeat(32)),
                        "approval.challenge",
                        print,
                        "cd".repeat(32)));
        changes.put("under a challenge that was altered", l -> replaced(l, "approval.challenge", "CC1.e", "CC1.f"));
        changes.put("under no challenge", l -> replaced(l, "approval.challenge", "CC1.", "XX1."));
        changes.put("with a response that was altered", l -> replaced(l, "approval.accepted", "CR1.e", "CR1.f"));
        changes.put("with no response", l -> replaced(l, "approval.accepted", "CR1.", "forged "));
        changes.put(
                "enrolled under another name",
                l -> replaced(l, "approval.enrol", "\"name\":\"dba\"", "\"name\":\"db\""));
        changes.put("enrolled in another session", l -> replaced(l, "approval.enrol", "\"s1\"", "\"s2\""));
        changes.put("enrolled with half a key", l -> replaced(l, "approval.enrol", "MCowBQYDK2VwAyEA", "MCow"));
        changes.put(
                "challenged again since",
                l -> List.of(l.get(0), l.get(1), l.get(1).replace(print, "cd".repeat(32)), l.get(2)));
        for (var change : changes.entrySet()) {
            is(TAMPERED, "an approval " + change.getKey(), of(change.getValue().apply(good.records())));
        }
        plansSignedFor(good);
        is(
                VERIFIED,
                "an approval after an earlier one of the same step",
                of(joinedLists(good.records(), good.records())));
        is(
                VERIFIED,
                "an approval of which the challenge is left out",
                of(good.records()).leaveOut(2, 1, "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n"));
    }

    /** Where one program that reads them is more lenient than another. All of it is signed by whoever is enrolled. */
    private void readersOfApprovals() throws IOException {
        var print = "ab".repeat(32);
        var good = new SignedClaim("dba", "s1", "5.6", print, "2026-01-12T08:10:00Z");
        for (var legal : List.of(
                "2026-01-12T08:10:00.5Z",
                "2026-01-12T08:00:00.000001001Z",
                "2026-02-28T00:00:00.123456789Z",
                "9999-12-31T23:59:59Z")) {
            is(
                    VERIFIED,
                    "an approval that expires " + legal,
                    good.expiring(legal).bundle(key));
        }
        for (var illegal : List.of(
                "2026-01-12T09:10:00+01:00",
                "2026-01-12T08:10:00+00:00",
                "2026-01-12t08:10:00z",
                "2026-01-12T08:10:00ZZ",
                "2026-01-12T08:10:00",
                "2026-01-12T08:10Z",
                "2026-01-12T08:10:00.Z",
                "2026-01-12T08:10:00,5Z",
                "2026-01-12T08:10:00.1234567891Z",
                "2026-99-99T99:99:99Z",
                "2026-02-30T08:10:00Z",
                "2026-01-12T24:00:00Z",
                "2026-01-12T23:59:60Z",
                "+10000-01-01T00:00:00Z",
                "2026-01-12T08:10:00Z ",
                "2026-01-12T08:10:00Z\n",
                "２０２６-01-12T08:10:00Z",
                "1768205400",
                "")) {
            is(
                    TAMPERED,
                    "an approval that expires “" + illegal + "”",
                    good.expiring(illegal).bundle(key));
        }
        var wordings = new LinkedHashMap<String, SignedClaim.Wording>();
        wordings.put("with a step that is a number", json("\"5.6\"", "5.6"));
        wordings.put("with a session that is true", json("\"s1\"", "true"));
        wordings.put("with one member more that is a number", json("{", "{\"x\":1,"));
        wordings.put("with one member more that is null", json("{", "{\"x\":null,"));
        wordings.put("with one member more that is an object", json("{", "{\"x\":{},"));
        wordings.put("with a list in a list", json("{", "{\"x\":[[\"a\"]],"));
        wordings.put("with a list of numbers", json("{", "{\"x\":[1],"));
        wordings.put("nested deeper than some read", json("{", "{\"x\":" + "[".repeat(700) + "]".repeat(700) + ","));
        wordings.put("with a number that is none", json("{", "{\"x\":NaN,"));
        wordings.put("with a number of 2,000 digits", json("{", "{\"x\":" + "9".repeat(2000) + ","));
        wordings.put("with a comment", json("{", "{/**/"));
        wordings.put("with a comma at the end", json("}", ",}"));
        wordings.put("with something after the object", json("}", "}{}"));
        wordings.put("without its fingerprint", json("\"fingerprint\":\"" + print + "\",", ""));
        wordings.put("without its step", json(",\"step\":\"5.6\"", ""));
        wordings.put("with its step in another letter", json("\"step\"", "\"Step\""));
        wordings.put(
                "with its step twice, the other last", json("\"step\":\"5.6\"", "\"step\":\"5.6\",\"step\":\"6.6\""));
        wordings.put("with its fingerprint in capitals", json(print, print.toUpperCase(Locale.ROOT)));
        wordings.put("that is a list", SignedClaim.Wording.json(t -> "[" + t + "]"));
        wordings.put("after a byte order mark", SignedClaim.Wording.json(t -> "\ufeff" + t));
        wordings.put("after a blank", SignedClaim.Wording.json(t -> " " + t));
        wordings.put("with padding", SignedClaim.Wording.challenge(t -> padded(t)));
        wordings.put(
                "with a star in it", SignedClaim.Wording.challenge(t -> t.substring(0, 20) + "*" + t.substring(20)));
        wordings.put("with a blank after it", SignedClaim.Wording.challenge(t -> t + " "));
        wordings.put(
                "with a line feed in it",
                SignedClaim.Wording.challenge(t -> t.substring(0, 20) + "\n" + t.substring(20)));
        wordings.put("with nothing after its beginning", SignedClaim.Wording.challenge(t -> "CC1."));
        wordings.put(
                "with one character more",
                SignedClaim.Wording.challenge(
                        t -> t + (t.length() % 4 == 0 ? "A" : "AAAAA".substring(t.length() % 4))));
        wordings.put(
                "answered with a star", SignedClaim.Wording.response(t -> t.substring(0, 20) + "*" + t.substring(20)));
        wordings.put("answered with padding", SignedClaim.Wording.response(t -> padded(t)));
        wordings.put(
                "answered by a name that is a list",
                SignedClaim.Wording.answer(t -> t.replace("\"dba\"", "[\"dba\"]")));
        wordings.put("answered without a name", SignedClaim.Wording.answer(t -> t.replace("\"name\":\"dba\",", "")));
        wordings.put("answered with a padded signature", SignedClaim.Wording.answer(t -> t.replace("\"}", "==\"}")));
        wordings.put(
                "answered with half a signature",
                SignedClaim.Wording.answer(t -> t.replaceFirst("(\"signature\":\".{43}).{43}", "$1")));
        wordings.put("answered with a number more", SignedClaim.Wording.answer(t -> t.replace("{", "{\"a\":1,")));
        wordings.put("under a key without padding", SignedClaim.Wording.key(t -> t.replace("=", "")));
        wordings.put(
                "under a key with a line feed",
                SignedClaim.Wording.key(t -> t.substring(0, 30) + "\n" + t.substring(30)));
        wordings.put(
                "under a key for addresses",
                SignedClaim.Wording.key(
                        t -> t.replace('+', '-').replace('/', '_').replaceFirst("^M", "-")));
        wordings.put("under a key of another kind", SignedClaim.Wording.key(t -> t.replaceFirst("K2Vw", "K2Vx")));
        wordings.put("under a key with a byte more", SignedClaim.Wording.key(t -> t.replace("=", "A") + "AAAA"));
        wordings.forEach((what, wording) -> {
            try {
                is(TAMPERED, "an approval " + what, of(good.records(wording)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        is(VERIFIED, "an approval with a list of texts", of(good.records(json("{", "{\"x\":[\"a\",\"b\"],"))));
        is(
                VERIFIED,
                "an approval with a name of 60,000 characters",
                of(good.records(json("{", "{\"" + "x".repeat(60_000) + "\":\"\","))));
        is(
                VERIFIED,
                "an approval with its step twice, the right one last",
                of(good.records(json("\"step\":\"5.6\"", "\"step\":\"6.6\",\"step\":\"5.6\""))));
        // Nothing rests on an enrolment that nobody answers with.
        for (var lame : List.of("{}", "{\"name\":\"x\"}", "{\"key\":\"x\"}", "{\"key\":1,\"name\":[\"x\"]}")) {
            is(
                    VERIFIED,
                    "an enrolment of nobody " + lame,
                    with(ForgedBundle.record("data", lame).replace("\"note\"", "\"approval.enrol\"")));
        }
        is(
                TAMPERED,
                "an approval that names no state at all",
                of(replacedEach(
                        good.records(json("\"fingerprint\":\"" + print + "\",", "")),
                        "\"fingerprint\":\"" + print + "\",",
                        "")));
    }

    private static SignedClaim.Wording json(String from, String to) {
        return SignedClaim.Wording.json(t -> {
            var at = from.equals("}") ? t.lastIndexOf(from) : t.indexOf(from);
            assertThat(at).as(from + " in " + t).isNotNegative();
            return t.substring(0, at) + to + t.substring(at + from.length());
        });
    }

    private static String padded(String text) {
        return text + "===".substring(0, 3 - (text.length() + 3) % 4).replaceFirst("^$", "====");
    }

    private static List<String> replacedEach(List<String> records, String from, String to) {
        return records.stream().map(r -> r.replace(from, to)).toList();
    }

    /** From version 4 on it says for which text of the plan. */
    private void plansSignedFor(SignedClaim claim) throws IOException {
        var plan = "5e".repeat(32);
        var other = "6f".repeat(32);
        var named = claim.under(plan);
        var opened = "{\"bundleVersion\":4,\"planDigest\":\"" + plan + "\"}";
        var elsewhere = "{\"bundleVersion\":4,\"planDigest\":\"" + other + "\"}";
        is(VERIFIED, "an approval under the plan", openedIn(opened).and(named));
        is(
                VERIFIED,
                "an approval under the plan, its challenge deflated",
                openedIn(opened).and(named.deflated()));
        is(TAMPERED, "an approval under another plan", openedIn(elsewhere).and(named));
        is(
                TAMPERED,
                "an approval under the plan of before",
                openedIn(opened, elsewhere).and(named));
        is(
                VERIFIED,
                "an approval under the plan of now",
                openedIn(elsewhere, opened).and(named));
        is(TAMPERED, "an approval under a plan in a session that was not opened", of(named.records()));
        is(
                TAMPERED,
                "an approval under a plan where none is named",
                openedIn("{\"bundleVersion\":4}").and(named));
        is(
                TAMPERED,
                "an approval under a plan that is a number",
                openedIn("{\"bundleVersion\":4,\"planDigest\":5}").and(claim.under("5")));
        is(
                TAMPERED,
                "an approval that names no plan where plans are named",
                openedIn(opened).and(claim));
        is(
                TAMPERED,
                "an approval that names no plan under the name of one that does",
                openedIn(opened).and(claim.called("CC2.")));
        for (var version : List.of("3", "\"4\"", "null", "true")) {
            is(
                    VERIFIED,
                    "an approval that names no plan, of a console of version " + version,
                    openedIn("{\"bundleVersion\":" + version + ",\"planDigest\":\"" + plan + "\"}")
                            .and(claim));
        }
        is(
                TAMPERED,
                "an approval under a challenge of a version that is not known",
                openedIn(opened).and(named.called("CC3.")));
        is(
                TAMPERED,
                "an approval under a plan by a challenge that names none",
                openedIn(opened).and(named.called("CC1.")));
    }

    /** Records of a session that was opened so, the last time after the others. */
    private record Opened(ForgedBundle bundle) {
        ForgedBundle and(SignedClaim claim) {
            claim.records().forEach(bundle::add);
            return bundle;
        }
    }

    private Opened openedIn(String... openings) {
        var bundle = new ForgedBundle(key);
        var worlds = new ArrayList<String>();
        for (var opening : openings) {
            bundle.add(ForgedBundle.record("data", opening).replace("\"kind\":\"note\"", "\"kind\":\"session.open\""));
            var plan = opening.replaceAll("\\{\"bundleVersion\":[^,}]*,?", "").replace("}", "");
            worlds.add("{" + (plan.isEmpty() ? "" : plan + ",") + "\"seq\":" + (worlds.size() + 1)
                    + ",\"session\":\"s1\"}");
        }
        return new Opened(bundle.alter(
                BundleFiles.MANIFEST,
                text(m -> m.replace("\"worlds\":[]", "\"worlds\":[" + String.join(",", worlds) + "]"))));
    }

    private ForgedBundle of(List<String> records) {
        var bundle = new ForgedBundle(key);
        records.forEach(bundle::add);
        return bundle;
    }

    private static List<String> without(List<String> records, String kind) {
        return records.stream().filter(r -> !r.contains(kind)).toList();
    }

    private static List<String> replaced(List<String> records, String kind, String from, String to) {
        assertThat(records).anyMatch(r -> r.contains(kind) && r.contains(from));
        return records.stream()
                .map(r -> r.contains(kind) ? r.replace(from, to) : r)
                .toList();
    }

    private static List<String> joinedLists(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void outcomes() throws IOException {
        var begun = ForgedBundle.record("kind", "\"call.intent\"");
        for (var data : List.of("{\"intent\":1}", "{\"intent\":1,\"outcome\":\"done\"}")) {
            is(VERIFIED, "an outcome " + data, of(List.of(begun, outcome(data, "s1"))));
        }
        for (var data : List.of(
                "{\"intent\":2}",
                "{\"intent\":3}",
                "{\"intent\":0}",
                "{\"intent\":-1}",
                "{\"intent\":\"1\"}",
                "{\"intent\":1.5}",
                "{\"intent\":null}",
                "{\"intent\":true}",
                "{}",
                "{\"intent\":[1]}")) {
            is(TAMPERED, "an outcome " + data, of(List.of(begun, outcome(data, "s1"))));
        }
        is(TAMPERED, "an outcome of another session's call", of(List.of(begun, outcome("{\"intent\":1}", "s2"))));
        is(
                TAMPERED,
                "an outcome of what is no call",
                of(List.of(begun.replace("call.intent", "note"), outcome("{\"intent\":1}", "s1"))));
        is(
                TAMPERED,
                "two outcomes of a call",
                of(List.of(begun, outcome("{\"intent\":1}", "s1"), outcome("{\"intent\":1}", "s1"))));
        var started = begun.replace("call.intent", "command.intent");
        var ended = outcome("{\"intent\":1}", "s1").replace("call.outcome", "command.outcome");
        is(VERIFIED, "an outcome of a command", of(List.of(started, ended)));
        is(TAMPERED, "two outcomes of a command", of(List.of(started, ended, ended)));
        is(TAMPERED, "a call's outcome of a command", of(List.of(started, outcome("{\"intent\":1}", "s1"))));
        is(TAMPERED, "a command's outcome of a call", of(List.of(begun, ended)));
        is(TAMPERED, "a command's outcome of nothing", of(List.of(begun.replace("call.intent", "note"), ended)));
        is(TAMPERED, "an outcome before its call", of(List.of(outcome("{\"intent\":2}", "s1"), begun)));
        is(
                VERIFIED,
                "an outcome of a call that is left out",
                of(List.of(begun, outcome("{\"intent\":1}", "s1")))
                        .leaveOut(1, 1, "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n"));
    }

    private static String outcome(String data, String session) {
        return ForgedBundle.record("data", data)
                .replace("\"note\"", "\"call.outcome\"")
                .replace("\"s1\"", "\"" + session + "\"");
    }

    /** What stands in the place of records that are left out. */
    private void parts() throws IOException {
        var fits = "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n";
        is(VERIFIED, "a part without its first record", five().leaveOut(1, 1, fits));
        is(VERIFIED, "a part without two records", five().leaveOut(3, 2, fits));
        is(VERIFIED, "a part without four records", five().leaveOut(1, 4, fits));
        is(VERIFIED, "a part without its last record", five().leaveOut(5, 1, fits));
        is(TAMPERED, "a part with a run that begins at no multiple of it", five().leaveOut(2, 2, fits));
        for (var wrong : List.of(
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\",\"more\":1}\n",
                "{\"count\":COUNT,\"first\":FIRST}\n",
                "{\"first\":FIRST,\"count\":COUNT,\"hash\":\"HASH\"}\n",
                "{\"count\": COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\r\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n\n",
                "{\"count\":COUNT.0,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":\"COUNT\",\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":0,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":-2,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":3,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":1,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":4,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":4611686018427387904,\"first\":FIRST,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":0,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":-3,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":2,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":4,\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":\"FIRST\",\"hash\":\"HASH\"}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"" + "ab".repeat(32) + "\"}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"" + "AB".repeat(32) + "\"}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"\"}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":null}\n",
                "{\"count\":COUNT,\"first\":FIRST,\"hash\":[]}\n",
                fits + fits,
                fits + "{\"count\":1,\"first\":5,\"hash\":\"HASH\"}\n",
                fits + "{\"count\":1,\"first\":6,\"hash\":\"HASH\"}\n",
                "[]\n",
                "\n",
                "null\n")) {
            is(TAMPERED, "a part with " + name(wrong) + wrong.hashCode(), five().leaveOut(3, 2, wrong));
        }
        for (var change : Map.<String, UnaryOperator<String>>of(
                        "of less", m -> m.replace("\"of\":5", "\"of\":3"),
                        "of more", m -> m.replace("\"of\":5", "\"of\":6"),
                        "with other records", m -> m.replace("\"records\":3", "\"records\":5"),
                        "with a fraction", m -> m.replace("\"records\":3", "\"records\":3.5"),
                        "with one more member", m -> m.replace("\"of\":5", "\"more\":1,\"of\":5"),
                        "without a selection", m -> m.replace(",\"selection\":\"some\"", ""),
                        "with a selection that is a number", m -> m.replace("\"some\"", "1"),
                        "that is null", m -> m.replaceFirst("\"partial\":\\{[^}]*}", "\"partial\":null"),
                        "that is not said to be one", m -> m.replaceFirst("\"partial\":\\{[^}]*},", ""))
                .entrySet()) {
            is(
                    TAMPERED,
                    "a part " + change.getKey(),
                    five().leaveOut(3, 2, fits).alter(BundleFiles.MANIFEST, text(change.getValue())));
        }
        is(
                TAMPERED,
                "a part of which nothing is said",
                five().leaveOut(3, 2, fits).without(BundleFiles.SKIPPED));
        is(
                CANNOT,
                "a part without any record",
                new ForgedBundle(key).add(ForgedBundle.record("v", "1")).leaveOut(1, 1, fits));
        is(
                VERIFIED,
                "a part that does not say how it was selected",
                five().leaveOut(3, 2, fits)
                        .alter(
                                BundleFiles.MANIFEST,
                                text(m -> m.replace("\"some\"", "\"every record (nothing left out)\""))));
    }

    private ForgedBundle five() {
        return three().add(ForgedBundle.record("kind", "\"hold.on\"")).add(ForgedBundle.record("kind", "\"hold.off\""));
    }

    /** One bit, one byte more, less or another, anywhere. */
    private void bytes() throws IOException {
        var seed = Long.getLong("seed", 4711);
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var whole = Files.readAllBytes(three().write(temporary.resolve("whole.zip")));
        var part = Files.readAllBytes(five().leaveOut(3, 2, "{\"count\":COUNT,\"first\":FIRST,\"hash\":\"HASH\"}\n")
                .write(temporary.resolve("part.zip")));
        for (var i = 0; i < CHANGES_OF_BYTES; i++) {
            var from = i % 2 == 0 ? whole : part;
            var at = random.nextInt(from.length);
            byte[] changed = switch (i % 4) {
                case 0, 1 -> {
                    var flipped = from.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    yield flipped;
                }
                case 2 -> joined(Arrays.copyOf(from, at), Arrays.copyOfRange(from, at + 1, from.length));
                default ->
                    joined(
                            Arrays.copyOf(from, at),
                            new byte[] {(byte) random.nextInt(256)},
                            Arrays.copyOfRange(from, at, from.length));
            };
            is(
                    TAMPERED,
                    "byte " + at + " of " + (i % 2 == 0 ? "the whole" : "the part") + ", change " + i,
                    Files.write(temporary.resolve("bytes-" + i + ".zip"), changed));
        }
        is(CANNOT, "an empty file", Files.write(temporary.resolve("empty.zip"), new byte[0]));
        is(
                TAMPERED,
                "half a bundle",
                Files.write(temporary.resolve("half.zip"), Arrays.copyOf(whole, whole.length / 2)));
        is(TAMPERED, "two bundles", Files.write(temporary.resolve("two.zip"), joined(whole, part)));
        is(TAMPERED, "something before it", Files.write(temporary.resolve("before.zip"), joined(ascii("PK"), whole)));
        is(CANNOT, "a file that is not there", temporary.resolve("none.zip"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
        return bytes -> change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static UnaryOperator<byte[]> list(Consumer<List<String>> change) {
        return text(events -> {
            var lines = new ArrayList<>(List.of(events.split("\n")));
            change.accept(lines);
            return String.join("\n", lines) + "\n";
        });
    }

    /** What the other verifier says of all of them, in one process. */
    private Map<String, Integer> outsider() throws Exception {
        var list = Files.write(
                temporary.resolve("list"),
                files.values().stream().map(Path::toString).toList());
        var program = "import sys\nsys.path.insert(0, sys.argv[1])\nsys.dont_write_bytecode = True\nimport verify\n"
                + "for path in open(sys.argv[2]).read().split(chr(10))[:-1]:\n"
                + "    print('=', verify.verdict(path), path, sep=chr(9))\n";
        var folder = Path.of(
                        AlteredBundlesTest.class.getResource("/audit/verify.py").toURI())
                .getParent();
        Process python;
        try {
            python = new ProcessBuilder(
                            Python.interpreter().orElse("python3"), "-c", program, folder.toString(), list.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no python3 on the PATH");
            throw e;
        }
        var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(said).isZero();
        var verdicts = new LinkedHashMap<String, Integer>();
        said.lines()
                .filter(l -> l.startsWith("=\t"))
                .map(l -> l.split("\t"))
                .forEach(l -> verdicts.put(l[2], Integer.parseInt(l[1])));
        return verdicts;
    }
}
