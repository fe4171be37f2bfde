package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command is pointed at is not there, or is something else: it says what was not done, fails, and leaves nothing. */
class WrongPlaceTest {
    @TempDir
    Path temporary;

    enum Place {
        MISSING,
        EMPTY_FOLDER,
        FILE,
        EMPTY_FILE
    }

    /** Those that make what is missing are refused only where a file is in its place. */
    static Stream<Arguments> commands() {
        var anywhere = Stream.of(
                "status --state PLACE",
                "status --live --state PLACE",
                "audit verify PLACE",
                "audit verify PLACE/bundle.zip",
                "audit export --format bundle --out OUT --state PLACE",
                "audit export --format jsonl --out OUT --state PLACE",
                "audit export --format csv --live --out OUT --state PLACE",
                "plan check PLACE",
                "plan show PLACE",
                "status --plan PLACE --state STATE",
                "rehearse --plan PLACE --out OUT --state STATE",
                "rehearse --continue --out OUT --state PLACE",
                "inventory --plan PLACE",
                "break-glass --plan PLACE --out OUT --state STATE",
                "tour --plan PLACE --out OUT");
        var occupied = Stream.of(
                "rehearse --out OUT --state PLACE", "break-glass --out OUT --state PLACE", "approve --state PLACE");
        return Stream.concat(
                anywhere.flatMap(c -> Arrays.stream(Place.values()).map(p -> Arguments.of(c, p))),
                occupied.flatMap(c -> Stream.of(Place.FILE, Place.EMPTY_FILE).map(p -> Arguments.of(c, p))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_at_the_wrong_place_fails_says_so_and_leaves_nothing(String command, Place which) throws Exception {
        var place = temporary.resolve("place");
        switch (which) {
            case MISSING -> {}
            case EMPTY_FOLDER -> Files.createDirectory(place);
            case FILE -> Files.writeString(place, "notes of a holiday");
            case EMPTY_FILE -> Files.createFile(place);
        }
        var before = contents();
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);
        var words = command.replace("PLACE", place.toString())
                .replace("OUT", temporary.resolve("out").toString())
                .replace("STATE", temporary.resolve("state").toString())
                .split(" ");

        var exit = Main.commandLine().setOut(writer).setErr(writer).execute(words);

        assertThat(exit).as(text.toString()).isNotZero();
        assertThat(text.toString())
                .containsPattern("(?i)\\b(nothing|not|no|cannot)\\b")
                .doesNotContain("Exception", "Unexpected", "\tat ");
        assertThat(contents()).as(text.toString()).isEqualTo(before);
    }

    private List<String> contents() throws IOException {
        try (var files = Files.walk(temporary)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
