package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {
    private static final String REGION = "af-south-1";
    private static final String BASELINE = """
            {"takenAt":"2026-01-10T08:00:00Z","resources":[
            {"service":"lambda","type":"function","region":"af-south-1","name":"mail","id":"m-1",
             "arn":"arn:aws:lambda:af-south-1:558069890522:function:mail","details":{"CodeSha256":"abc","Size":7}},
            {"service":"lambda","type":"layer","region":"af-south-1","name":"tools","arn":"arn:tools"},
            {"service":"lambda","type":"function","region":"eu-west-1","name":"web","arn":"arn:web"}]}
            """;

    @TempDir
    private Path files;

    private ActionContext context;
    private Sightings functions;

    @BeforeEach
    void a_context() {
        context = new Bench(files).context();
        functions = new Sightings(context, REGION, "lambda", "function");
    }

    private void freeze(String text) {
        SessionFile.in(context, "baseline.json").write(text);
    }

    @Test
    void what_nobody_ever_saw_is_not_taken_for_gone() {
        assertThat(functions.ever("mial")).isFalse();
        assertThat(functions.gone("mial"))
                .isEqualTo(new Check.Unknown(
                        "not found: neither this session nor the baseline ever saw it in af-south-1"));
        assertThat(functions.warning("mial"))
                .hasValueSatisfying(w -> assertThat(w)
                        .startsWith("mial: not found")
                        .contains("If the name is misspelt, what is meant stays"));
    }

    @Test
    void what_the_session_made_or_began_to_delete_is_gone_once_it_is_not_found() {
        functions.note("mail");
        assertThat(functions.gone("mail")).isEqualTo(new Check.Pass("it is gone; this session had it before it"));
        assertThat(functions.warning("mail")).isEmpty();
        functions.note("web", "w-1");
        assertThat(functions.gone("web"))
                .isEqualTo(new Check.Pass("it is gone; this session had it before it, as w-1"));
    }

    @Test
    void a_note_counts_for_the_very_name_kind_and_region_only() {
        functions.note("a b");
        assertThat(functions.ever("a b")).isTrue();
        // Both names make the same file name.
        assertThat(functions.ever("a-b")).isFalse();
        assertThat(new Sightings(context, "eu-west-1", "lambda", "function").ever("a b"))
                .isFalse();
        assertThat(new Sightings(context, REGION, "lambda", "layer").ever("a b"))
                .isFalse();
    }

    @Test
    void what_the_baseline_holds_is_gone_by_name_id_or_arn() {
        freeze(BASELINE);
        var arn = "arn:aws:lambda:af-south-1:558069890522:function:mail";
        for (var name : List.of("mail", "m-1", arn)) {
            assertThat(functions.gone(name)).isEqualTo(new Check.Pass("it is gone; the baseline holds " + arn));
        }
        for (var other : List.of("tools", "web", "MAIL")) {
            assertThat(functions.ever(other)).as(other).isFalse();
        }
    }

    @Test
    void at_the_end_only_what_was_never_seen_is_left_to_a_person() {
        var never = new Check("mial is gone", functions.gone("mial"));
        assertThatThrownBy(() ->
                        Sightings.requireSeen(List.of(Check.pass("a", ""), never, Check.unknown("b", "not permitted"))))
                .isInstanceOfSatisfying(ItemsOpen.class, e -> {
                    assertThat(e.open()).containsExactly(never);
                    assertThat(e.decidable(never)).isTrue();
                    assertThat(e.next()).startsWith("correct the name");
                });
        assertThatCode(() -> Sightings.requireSeen(List.of(Check.unknown("b", "not permitted"))))
                .doesNotThrowAnyException();
    }

    @Test
    void the_baseline_tells_what_it_found_and_when() {
        freeze(BASELINE);
        var baseline = new FrozenBaseline(context);
        assertThat(baseline.entry(REGION, "lambda", "function", "mail"))
                .hasValueSatisfying(e -> assertThat(e.details()).isEqualTo(Map.of("CodeSha256", "abc", "Size", "7")));
        assertThat(baseline.takenAt()).contains(Instant.parse("2026-01-10T08:00:00Z"));
        assertThat(baseline.digest()).contains(DigestUtils.sha256Hex(BASELINE));
    }

    @Test
    void no_baseline_and_one_that_cannot_be_read_hold_nothing() {
        var baseline = new FrozenBaseline(context);
        assertThat(baseline.digest()).isEmpty();
        assertThat(baseline.takenAt()).isEmpty();
        freeze("{ half of it");
        assertThat(baseline.arn(REGION, "lambda", "function", "mail")).isEmpty();
        assertThat(baseline.takenAt()).isEmpty();
    }
}
