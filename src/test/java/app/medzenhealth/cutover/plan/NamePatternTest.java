package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "/aws/lambda/{it}, /aws/lambda/medzen-polly-tts, medzen-polly-tts",
        "API-Gateway-Execution-Logs_{it}/*, API-Gateway-Execution-Logs_a1b2/prod, a1b2",
        "rds:{it}-????-??-??-??-??, rds:medzen-ehrbase-db-2026-01-11-03-07, medzen-ehrbase-db",
        "medzen-*, medzen-af, medzen-af",
        "a.b[c]+, a.b[c]+, a.b[c]+",
        "*, anything, anything"
    })
    void a_name_of_its_form_gives_what_it_stands_for(String pattern, String name, String it) {
        assertThat(NamePattern.of(pattern).in(name)).isEqualTo(Optional.of(it));
    }

    @ParameterizedTest
    @CsvSource({
        "/aws/lambda/{it}, /aws/lambda/",
        "medzen-*, not-medzen-af",
        "medzen-?, medzen-af",
        "a.b, axb",
        "rds:{it}-????-??-??-??-??, rds:medzen-ehrbase-db"
    })
    void another_name_does_not_fit(String pattern, String name) {
        assertThat(NamePattern.of(pattern).in(name)).isEmpty();
    }

    @Test
    void letters_that_a_rule_goes_on_with_stand_in_it_once() {
        assertThatThrownBy(() -> NamePattern.of("{it}-{it}")).hasMessageContaining("twice");
    }
}
