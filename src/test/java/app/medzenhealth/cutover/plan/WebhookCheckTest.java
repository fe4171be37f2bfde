package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where messages may be posted to: the shipped plan with one thing of it changed. */
class WebhookCheckTest {
    @Test
    void a_plan_may_post_nothing() throws IOException {
        var text = ShippedPlanEdited.text()
                .replaceAll("\n    webhook: .*", "")
                .replaceFirst("(?s)\nwebhooks:\n.*?\n\n", "\n");
        assertThat(text).doesNotContain("webhook: ", "webhooks:");
        assertThat(ShippedPlanEdited.problems(text)).isEmpty();
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
        var shipped = ShippedPlanEdited.text();
        assertThat(shipped).contains(part);

        assertThat(ShippedPlanEdited.problems(
                        shipped.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead))))
                .anySatisfy(p -> assertThat(p).contains(problem));
    }
}
