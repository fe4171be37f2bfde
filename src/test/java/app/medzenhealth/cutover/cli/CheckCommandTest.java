package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void an_endpoint_without_a_profile_is_refused_since_the_embedded_estate_has_none() {
        assertThat(check("--endpoint-url", "http://127.0.0.1:5000")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--endpoint-url is for --live");
    }

    @Test
    void every_step_of_a_rehearsal_that_was_not_begun_has_its_line_and_a_page_is_written() throws Exception {
        var state = folder.resolve("state");
        var pages = folder.resolve("pages");
        assertThat(check("--state", state.toString(), "--out", pages.toString()))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString())
                .contains("1.3             ready", "Nothing stands in the way that could be cleared away")
                .contains("SHA-256 of its JSON");
        assertThat(Files.readString(pages.resolve("flight-check.html"))).startsWith("<!DOCTYPE html>");

        assertThat(check("--state", state.toString(), "--out", pages.toString()))
                .as("what is there is not replaced")
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("flight-check.html");
    }

    private int check(String... args) {
        return Main.alone(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
