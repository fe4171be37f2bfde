package app.medzenhealth.cutover.action.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions that every script of a pack uses, as bash carries them out. */
final class LibraryTest {
    /**
     * A link that S3 has signed: valid for ten minutes, for whoever has it (AWS Lambda API Reference, LayerVersionContentOutput:
     * Location; Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters").
     */
    private static final String SIGNED = "https://layers.s3.eu-west-1.amazonaws.com/snapshots/1?versionId=a.b_c"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20260124%2Feu-west-1%2Fs3%2Faws4_request"
            + "&X-Amz-Security-Token=IQoJ%2BplantedToken%3D%3D&X-Amz-Expires=600&X-Amz-Signature=00ff";

    @TempDir
    private Path folder;

    @BeforeEach
    void curl() throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var curl = Files.writeString(bin.resolve("curl"), """
                #!/bin/sh
                printf '%s\\n' "$*" >"$TMPDIR/words"
                cat >"$TMPDIR/told"
                while [ "$1" != --output ]; do shift; done
                echo content >"$2"
                """);
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        try (var library = LibraryTest.class.getResourceAsStream("lib.sh")) {
            Files.copy(library, folder.resolve("lib.sh"));
        }
    }

    @Test
    void what_lies_at_a_signed_address_is_fetched_and_the_address_is_told_to_nobody() throws Exception {
        var said = bash("answer() { printf '%s\\n' '" + SIGNED + "'; }\ndownload layer.zip 'the layer' answer\n");
        assertThat(said).contains("the layer: fetched", "ended with 0").doesNotContain("X-Amz");
        assertThat(folder.resolve("layer.zip")).hasContent("content");
        assertThat(folder.resolve("told")).hasContent("url = \"" + SIGNED + "\"");
        // Other users of the machine see a program's words, and the log of the pack is handed on.
        assertThat(Files.readString(folder.resolve("words"))).doesNotContain("X-Amz");
        assertThat(folder.resolve("done.log")).doesNotExist();
    }

    @Test
    void where_no_address_is_told_nothing_is_fetched() throws Exception {
        for (var answer : new String[] {"echo None", "echo s3://", "echo http://elsewhere/x", "false"}) {
            var said = bash("answer() { " + answer + "; }\ndownload layer.zip 'the layer' answer\n");
            assertThat(said).as(answer).contains("STOPPED in step practice: the layer", "ended with 1");
            assertThat(folder.resolve("words")).doesNotExist();
        }
    }

    private String bash(String program) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("program.sh"), """
                set -euo pipefail
                PACK='%s'
                . "$PACK/lib.sh"
                WORK=$PACK STEP=practice
                """.formatted(folder) + program);
        var builder = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said + "ended with " + process.exitValue();
    }
}
