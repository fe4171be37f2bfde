package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The format, fixed by example: these values were computed with other programs and must never change. The key is that of RFC
 * 8032, section 7.1, test 1.
 */
class GoldenVectorTest {
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String VKEY = "example.org/golden+932c95a8+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    private static final String ROOT = "23a380a0b35411d5b387a76c78d58e0637dc7b404e1f60bb2475120009c6f229";
    private static final String NOTE = "example.org/golden\n"
            + "3\n"
            + "I6OAoLNUEdWzh6dseNWOBjfce0BOH2C7JHUSAAnG8ik=\n"
            + "\n"
            + "\u2014 example.org/golden kyyVqJwY4/3JfBBKfI8MvwD7b0ZLgWcYYvlDx0kQ8u5neDiCSLDIWCwb/2fcHcc/qJIc1eLUZyNjlccmtJU6JSfOPgQ=\n";
    private static final String[] RECORDS = {
        "{\"actor\":\"lead@medzenhealth.app\",\"at\":\"2026-01-12T08:00:00.000001Z\",\"data\":{\"n\":0,\"text\":\"begin\"},\"kind\":\"note\",\"prev\":\"PREV\",\"seq\":1,\"session\":\"s1\",\"step\":\"1.0\",\"v\":1}",
        "{\"actor\":\"lead@medzenhealth.app\",\"at\":\"2026-01-12T08:00:01.000001Z\",\"data\":{\"n\":1,\"text\":\"gr\u00fc\u00dfe \ud83d\udc4b\"},\"kind\":\"note\",\"prev\":\"PREV\",\"seq\":2,\"session\":\"s1\",\"step\":\"1.1\",\"v\":1}",
        "{\"actor\":\"lead@medzenhealth.app\",\"at\":\"2026-01-12T08:00:02.000001Z\",\"data\":{\"n\":2,\"text\":\"\\u0001\\\"\\\\end\"},\"kind\":\"note\",\"prev\":\"PREV\",\"seq\":3,\"session\":\"s1\",\"step\":\"1.2\",\"v\":1}"
    };

    @Test
    void three_records_and_their_checkpoint() throws Exception {
        var key = key();
        assertThat(key.verifier().line()).isEqualTo(VKEY);
        var chain = new ChainCheck();
        var prev = ChainCheck.FIRST_PREV;
        String[] texts = {"begin", "gr\u00fc\u00dfe \ud83d\udc4b", "\u0001\"\\end"};
        for (var i = 0; i < texts.length; i++) {
            var data = new TreeMap<String, Object>(Map.of("text", texts[i], "n", (long) i));
            var jcs = Jcs.bytes(new AuditRecord(
                    1,
                    i + 1,
                    "2026-01-12T08:00:0" + i + ".000001Z",
                    "s1",
                    "lead@medzenhealth.app",
                    "note",
                    "1." + i,
                    data,
                    prev));
            assertThat(new String(jcs, StandardCharsets.UTF_8)).isEqualTo(RECORDS[i].replace("PREV", prev));
            chain.record(jcs);
            prev = Sha256.hex(chain.last());
        }
        assertThat(Sha256.hex(chain.root())).isEqualTo(ROOT);
        var checkpoint = Checkpoint.sign(key, chain.size(), chain.root());
        assertThat(new String(checkpoint.note(), StandardCharsets.UTF_8)).isEqualTo(NOTE);
        assertThat(checkpoint.head()).isEqualTo(ROOT.substring(0, 12));
        assertThat(Checkpoint.open(checkpoint.note(), VerifierKey.parse(VKEY)).size())
                .isEqualTo(3);
    }

    private static SigningKey key() throws Exception {
        var pkcs8 = HexFormat.of().parseHex("302e020100300506032b657004220420" + SEED);
        return new SigningKey(
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                new VerifierKey("example.org/golden", HexFormat.of().parseHex(PUBLIC)));
    }
}
