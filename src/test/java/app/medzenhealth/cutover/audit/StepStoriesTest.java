package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is written about a step is part of its story in the report, or deliberately told elsewhere. */
class StepStoriesTest {
    private static final Pattern KIND = Pattern.compile("\"(step\\.[a-z]+)\"");

    private static AuditRecord record(String kind, Map<String, Object> data) {
        return new AuditRecord(1, 7, "2026-01-21T02:42:17.000000Z", "s", "lead", kind, "5.6", data, "0".repeat(64));
    }

    private static StepStories.Story story(AuditRecord... records) {
        var stories = new StepStories();
        for (var record : records) {
            stories.add(record);
        }
        return stories.all().get("5.6");
    }

    @Test
    void every_record_about_a_step_changes_its_story_or_is_told_elsewhere() throws IOException {
        var written = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("src/main/java/app/medzenhealth/cutover/session"))) {
            for (var source :
                    sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                var matcher = KIND.matcher(Files.readString(source));
                while (matcher.find()) {
                    written.add(matcher.group(1));
                }
            }
        }
        assertThat(written)
                .contains("step.confirm", "step.decided", "step.retry", "step.waived")
                .containsAll(StepStories.ASIDE);
        assertThat(written)
                .filteredOn(kind -> story(record(kind, Map.of())).state().equals("reviewed"))
                .containsExactlyInAnyOrderElementsOf(StepStories.ASIDE);
    }

    @Test
    void a_step_that_somebody_decided_about_or_opened_again_says_so() {
        var confirmed = record("step.confirm", Map.of());
        var doubt = record("step.doubt", Map.of());
        var done = story(confirmed, doubt, record("step.decided", Map.of("decision", "DONE")));
        assertThat(done.state()).isEqualTo("decided to be done");
        assertThat(done.by()).isEqualTo("lead");
        assertThat(done.ended()).isPresent();
        assertThat(story(confirmed, doubt, record("step.decided", Map.of("decision", "NOT_DONE")))
                        .state())
                .isEqualTo("opened again");
        assertThat(story(confirmed, record("step.failed", Map.of()), record("step.retry", Map.of()))
                        .state())
                .isEqualTo("opened again");
    }

    private static AuditRecord at(String time, String kind, Map<String, Object> data) {
        return new AuditRecord(1, 7, "2026-01-24T" + time + ".000000Z", "s", "lead", kind, "5.6", data, "0".repeat(64));
    }

    @Test
    void what_a_step_took_is_its_newest_attempt_and_not_the_time_between_two() {
        var story = story(
                at("02:00:00", "step.confirm", Map.of()),
                at("02:01:00", "step.succeeded", Map.of()),
                at("02:02:00", "step.confirm", Map.of("undo", true)),
                at("02:03:00", "step.undone", Map.of()),
                at("02:32:00", "step.confirm", Map.of()),
                at("02:34:00", "step.succeeded", Map.of()));

        assertThat(story.took()).contains(Duration.ofMinutes(2));
        assertThat(story.attempts()).isEqualTo(3);
        assertThat(story.started()).contains(Instant.parse("2026-01-24T02:00:00Z"));
    }

    @Test
    void what_was_found_after_a_crash_and_what_an_undo_came_to_are_told_apart() {
        var confirmed = record("step.confirm", Map.of());
        for (var found : Map.of("done", "succeeded", "not done", "failed", "waiting", "waiting", "unclear", "in doubt")
                .entrySet()) {
            assertThat(story(confirmed, record("step.recovered", Map.of("verdict", found.getKey())))
                            .state())
                    .isEqualTo(found.getValue());
        }
        assertThat(story(record("step.confirm", Map.of("undo", true))).state()).isEqualTo("going back");
        assertThat(story(confirmed).state()).isEqualTo("running");
        assertThat(story(confirmed, record("step.waiting", Map.of())).ended()).isEmpty();
        var undoing = Map.<String, Object>of("undoing", true, "decision", "DONE");
        assertThat(story(confirmed, record("step.decided", undoing)).state()).isEqualTo("decided to be undone");
        assertThat(story(confirmed, record("step.decided", Map.of("undoing", true, "decision", "NOT_DONE")))
                        .state())
                .isEqualTo("failed");
    }

    @Test
    void a_refusal_is_told_of_a_step_that_nothing_else_became_of() {
        var refused = record("step.refused", Map.of());
        assertThat(story(refused).state()).isEqualTo("refused");
        assertThat(story(record("step.confirm", Map.of()), refused).state()).isEqualTo("running");
        assertThat(story(record("step.skipped", Map.of()), refused).state()).isEqualTo("skipped");
        assertThat(story(record("note", Map.of()))).isNull();
    }
}
