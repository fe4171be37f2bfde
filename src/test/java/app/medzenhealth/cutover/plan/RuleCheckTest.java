package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan's rules may say of resources: the shipped plan with one thing of it changed. */
class RuleCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region: eu-central-1, disposition: delete | in eu-central-1, which is not emptied",
                "region: eu-west-1, service: sqs, disposition: retire | in eu-west-1, which is not emptied",
                "disposition: delete | of every region",
                "service: lambda, name: \"medzen-*\", disposition: delete | of every region",
                "service: logs, name: \"/x/*\", follows: { service: lambda, type: function, name: \"{it}\" } | nothing says what {it} stands for",
                "service: logs, name: \"/{it}/{it}\", disposition: keep | {it} stands in it twice",
                "service: logs, disposition: keep, follows: { service: lambda, type: function, name: x } | ",
                "service: logs | ",
                "id: names, service: logs, disposition: keep | there are two rules “names”",
            })
    void a_rule_that_gives_up_what_stays_or_says_nothing_is_refused(String rule, String problem) throws IOException {
        var id = rule.startsWith("id:") ? "" : "id: tried, ";
        assertThat(ShippedPlanEdited.problems(first(id + rule)))
                .isNotEmpty()
                .anySatisfy(p -> assertThat(p).contains(problem == null ? "rules" : problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region: af-south-1, disposition: keep | cape-town-functions",
                "service: logs, disposition: keep | cape-town-logs",
                "disposition: keep | frankfurt",
            })
    void a_rule_that_an_earlier_one_leaves_nothing_for_is_refused(String rule, String hidden) throws IOException {
        assertThat(ShippedPlanEdited.problems(first("id: tried, " + rule)))
                .anySatisfy(p -> assertThat(p).contains("“tried” stands before it and decides on all that it fits"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service: backup, region: af-south-1, disposition: delete",
                "tag: \"team=mobile\", disposition: keep",
                "service: ec2, type: volume, name: \"vol-*\", region: af-south-1, disposition: move",
            })
    void a_rule_of_its_own_is_taken(String rule) throws IOException {
        assertThat(ShippedPlanEdited.problems(first("id: tried, " + rule))).isEmpty();
    }

    private static String first(String rule) throws IOException {
        var shipped = ShippedPlanEdited.text();
        assertThat(shipped).contains("\nrules:\n");
        return shipped.replaceFirst(
                Pattern.quote("\nrules:\n"),
                Matcher.quoteReplacement("\nrules:\n  - { " + rule + ", why: \"Tried.\", source: \"None\" }\n"));
    }
}
