package app.medzenhealth.cutover.action.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShellTest {
    private static final List<String> HOSTILE = List.of(
            "plain",
            "",
            " ",
            "it's",
            "''",
            "\"$HOME\"",
            "$(touch /tmp/never)",
            "`touch /tmp/never`",
            "a;b|c&d>e<f",
            "\\",
            "\\'",
            "!history",
            "*",
            "~root",
            "-rf",
            "--option",
            "line\nbreak",
            "tab\there",
            "ünï → “ ”",
            "${IFS}",
            "#no comment",
            "{a,b}",
            "%s%n");

    @Test
    void every_word_arrives_in_the_shell_as_it_was() throws Exception {
        var seed = 20251212L;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var words = new ArrayList<>(HOSTILE);
        for (var i = 0; i < 400; i++) {
            var word = new StringBuilder();
            for (var k = random.nextInt(12); k >= 0; k--) {
                word.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            }
            words.add(word.toString());
        }
        var script = new StringBuilder("printf '%s\\0'");
        words.forEach(w -> script.append(' ').append(Shell.word(w)));
        assertThat(arguments(script.toString(), Map.of())).isEqualTo(words);
    }

    @Test
    void a_variable_is_expanded_once_and_never_split() throws Exception {
        var word = Shell.word("a'b" + Shell.variable("VALUE") + "c d");
        assertThat(arguments("printf '%s\\0' " + word, Map.of("VALUE", "x y $(id) 'q' *")))
                .containsExactly("a'bx y $(id) 'q' *c d");
    }

    @Test
    void nobody_can_write_a_variable_into_a_plan() {
        assertThat(Shell.word(Shell.harmless(Shell.variable("PATH")))).isEqualTo("PATH");
        assertThat(Shell.harmless("a\u0000b\u001b[31mc\rd")).isEqualTo("ab[31mcd");
    }

    @Test
    void a_literal_of_a_query_ends_where_it_should() {
        assertThat(Jmes.literal("a`b\"c")).isEqualTo("`\"a\\`b\\\"c\"`");
    }

    @Test
    void what_a_person_reads_cannot_become_a_command() {
        var script = new Script("1.1", Optional.empty());
        script.say("first\n$(touch /tmp/never)'; touch /tmp/never; '");
        script.comment("two\nlines");
        assertThat(script.text().lines()).hasSize(2);
        assertThat(script.text()).contains("# two lines");
    }

    private static List<String> arguments(String script, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", script);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return List.of(out.split("\0", -1)).subList(0, out.split("\0", -1).length - 1);
    }
}
