package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Path SESSION = Path.of("src/main/java/app/medzenhealth/cutover/session");
    private static final Instant AT = Instant.parse("2026-01-21T02:42:09.123456Z");
    /** A moment put behind a text as it is. */
    private static final Pattern RAW = Pattern.compile(
            "\"\\s*\\+\\s*(?:[\\w.]+(?:\\(\\))?\\.)?(?:at|since|until|expires|now|started)\\(\\)(?!\\s*\\.)");

    @Test
    void times_and_durations_read_as_people_say_them() {
        assertThat(Times.minute(AT)).isEqualTo("21 Jan 02:42");
        assertThat(Times.second(AT)).isEqualTo("21 Jan 2026 02:42:09 UTC");
        assertThat(Times.second(null)).isEqualTo("an unknown time");
        assertThat(List.of("PT0S", "PT45S", "PT5M", "PT5M30S", "PT2H", "PT2H5M59S", "PT168H").stream()
                        .map(Duration::parse)
                        .map(Times::inWords))
                .containsExactly("0 s", "45 s", "5 min", "5 min 30 s", "2 h", "2 h 5 min", "168 h");
    }

    @Test
    void no_sentence_of_a_session_holds_a_machines_time() throws Exception {
        var raw = new ArrayList<String>();
        var read = 0;
        try (var files = Files.walk(SESSION)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                read++;
                RAW.matcher(Files.readString(file))
                        .results()
                        .forEach(m -> raw.add(file.getFileName() + ": " + m.group()));
            }
        }
        System.out.println(read + " files read; raw: " + raw);
        assertThat(raw).isEmpty();
        assertThat(read).isGreaterThan(40);
        assertThat(RAW.matcher("\"Decided against at \" + declined.at() + \": \"")
                        .find())
                .isTrue();
    }
}
