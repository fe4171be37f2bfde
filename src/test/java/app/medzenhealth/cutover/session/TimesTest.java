package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Path SESSION = Path.of("src/main/java/app/medzenhealth/cutover/session");
    /** A moment put behind a text as it is. */
    private static final Pattern RAW = Pattern.compile(
            "\"\\s*\\+\\s*(?:[\\w.]+(?:\\(\\))?\\.)?(?:at|since|until|expires|now|started)\\(\\)(?!\\s*\\.)");

    @Test
    void no_sentence_of_a_session_holds_a_machines_time() throws Exception {
        List<String> raw = new ArrayList<>();
        int read = 0;
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
