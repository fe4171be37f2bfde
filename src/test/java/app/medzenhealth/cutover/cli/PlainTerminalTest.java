package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PlainTerminalTest {
    private static final String HOSTILE = "\u001b[2K\u001b[1A\rverified \u202e\u009b31m";

    @Test
    void every_way_to_print_makes_visible_what_a_terminal_would_obey() {
        var ways = new ArrayList<StringWriter>();
        for (var way = 0; way < 5; way++) {
            var out = new StringWriter();
            ways.add(out);
            var terminal = PlainTerminal.over(out);
            switch (way) {
                case 0 -> terminal.println(HOSTILE);
                case 1 -> terminal.printf("%s%n", HOSTILE);
                case 2 -> terminal.append(HOSTILE).append('\n').flush();
                case 3 -> HOSTILE.chars().forEach(terminal::write);
                default -> terminal.println(HOSTILE.toCharArray());
            }
            terminal.flush();
        }
        assertThat(ways)
                .allSatisfy(out -> assertThat(out.toString().strip())
                        .isEqualTo("\\u001b[2K\\u001b[1A\\u000dverified \\u202e\\u009b31m"));
    }

    @Test
    void a_command_that_refuses_a_hostile_name_shows_it_as_it_is() {
        var all = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(all, true, StandardCharsets.UTF_8));
        try {
            Main.commandLine().execute("plan", "check", "/none/" + HOSTILE);
        } finally {
            System.setErr(before);
        }
        assertThat(all.toString(StandardCharsets.UTF_8)).contains("\\u001b[2K").doesNotContain("\u001b");
    }
}
