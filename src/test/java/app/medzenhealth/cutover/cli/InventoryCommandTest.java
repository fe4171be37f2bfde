package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class InventoryCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_region_of_the_plan_is_read_alone_however_often_it_is_named() {
        assertThat(inventory("--region", "eu-central-1", "--region", "eu-central-1"))
                .isEqualTo(Exit.DONE);
        assertThat(out.toString().lines().filter(line -> line.startsWith("eu-central-1   lambda")))
                .hasSize(1);
        assertThat(out.toString()).doesNotContain("af-south-1");
    }

    @Test
    void a_region_that_is_not_in_the_plan_is_refused_and_not_shown_as_empty() {
        assertThat(inventory("--region", "eu-central-9")).isEqualTo(Exit.USAGE);
        assertThat(err.toString())
                .contains("“eu-central-9” is not a region of the plan", "nothing was read", "eu-west-1, af-south-1");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void an_endpoint_without_a_profile_is_refused_since_the_embedded_estate_has_none() {
        assertThat(inventory("--endpoint-url", "http://127.0.0.1:5000")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--endpoint-url is for --live");
    }

    private int inventory(String... args) {
        return Main.alone(new InventoryCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
