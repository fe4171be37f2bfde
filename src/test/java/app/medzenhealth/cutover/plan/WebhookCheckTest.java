package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where messages may be posted to: the shipped plan with one thing of it changed. */
class WebhookCheckTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final PlanReader READER = new PlanReader(SessionActions.signatures());

    private static List<String> problems(String text) {
        return switch (READER.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8))) {
            case PlanReading.Read _ -> List.of();
            case PlanReading.Refused refused ->
                refused.problems().stream().map(PlanProblem::toString).toList();
        };
    }

    @Test
    void a_plan_may_post_nothing() throws IOException {
        var text = Files.readString(SHIPPED)
                .replaceAll("\n    webhook: .*", "")
                .replaceFirst("(?s)\nwebhooks:\n.*?\n\n", "\n");
        assertThat(text).doesNotContain("webhook: ", "webhooks:");
        assertThat(problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook: team-channel | webhook: nobody | there is no webhook “nobody”",
                "{ id: team-channel, | { id: another, | no message is posted to the webhook “another”",
                "kind: slack | kind: pager | pager",
                "kind: slack, | kind: slack, url: \"https://hooks.example.com/x\", | unknown key “url”"
            })
    void a_webhook_that_is_not_there_not_used_not_understood_or_gives_its_address_away_is_refused(
            String part, String instead, String problem) throws IOException {
        var shipped = Files.readString(SHIPPED);
        assertThat(shipped).contains(part);

        assertThat(problems(shipped.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead))))
                .anySatisfy(p -> assertThat(p).contains(problem));
    }
}
