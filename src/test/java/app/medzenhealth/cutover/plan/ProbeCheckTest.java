package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked every second by itself: the shipped plan with one thing of it changed. */
class ProbeCheckTest {
    @Test
    void the_shipped_plan_asks_what_users_ask_and_each_side() {
        var plan = ShippedPlanEdited.plan();
        assertThat(plan.probes()).filteredOn(Probe::felt).isNotEmpty();
        assertThat(plan.probes())
                .filteredOn(p -> p.region().isPresent())
                .extracting(p -> p.region().orElseThrow())
                .containsExactlyInAnyOrder("eu-central-1", "eu-west-1");
        assertThat(plan.probes()).allSatisfy(p -> assertThat(p.kind()).isNotEqualTo(Probe.Kind.WRITE));
    }

    @Test
    void a_plan_without_probes_is_sound() throws IOException {
        var text = ShippedPlanEdited.text().replaceFirst("(?s)\nprobes:\n.*?\nmessages:", "\nmessages:");
        assertThat(text).doesNotContain("probes:");
        assertThat(ShippedPlanEdited.problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: read | kind: write | and GET writes nothing",
                "kind: read | kind: write%n    method: POST | nothing says why that does no harm",
                "kind: read | kind: write%n    method: DELETE%n    harmless: nobody looks | would delete something",
                "kind: read | kind: read%n    method: POST | POST may change something",
                "kind: read | kind: health | their downtime would not be measured",
                "kind: read | kind: read%n    connectTo: elsewhere.example | users are led by the name alone",
                "region: eu-central-1%n    url: \"https://ehr-eu | region: eu-north-1%n    url: \"https://ehr-eu | there is no region",
                "id: frankfurt | id: public-read | is there twice",
                "connectTo: medzen-ehrbase-alb | connectTo: ${nobody}.medzen-ehrbase-alb | ${nobody} is not defined",
                "kind: health%n    region: eu-west-1 | kind: read | users are led by the name alone",
            })
    void what_could_do_harm_or_say_nothing_is_refused(String from, String to, String says) throws IOException {
        var text = ShippedPlanEdited.text();
        var begin = text.indexOf("\nprobes:\n");
        var end = text.indexOf("\nmessages:\n");
        var probes = text.substring(begin, end);
        var changed = probes.replaceFirst(
                Pattern.quote(from.replace("%n", "\n")), Matcher.quoteReplacement(to.replace("%n", "\n")));
        assertThat(changed).isNotEqualTo(probes);
        assertThat(ShippedPlanEdited.problems(text.substring(0, begin) + changed + text.substring(end)))
                .anySatisfy(p -> assertThat(p).contains(says));
    }

    @Test
    void all_probes_of_one_host_are_refused_since_its_silence_could_be_this_machines_own() throws IOException {
        var text =
                ShippedPlanEdited.text().replaceFirst("(?s)  - id: frankfurt\n    title.*?\nmessages:", "\nmessages:");
        assertThat(ShippedPlanEdited.problems(text))
                .anySatisfy(p -> assertThat(p).contains("all probes ask one host"));
    }

    @Test
    void a_name_that_users_are_not_moved_by_is_not_what_they_ask() throws IOException {
        var text = ShippedPlanEdited.text();
        var at = text.indexOf("\nprobes:\n");
        var changed = text.substring(0, at)
                + text.substring(at)
                        .replaceFirst("\\\"\\$\\{publicUrl}/management/health\\\"", "\"https://other.example/health\"");
        assertThat(ShippedPlanEdited.problems(changed))
                .anySatisfy(p -> assertThat(p).contains("is not the name by which the plan moves"));
    }
}
