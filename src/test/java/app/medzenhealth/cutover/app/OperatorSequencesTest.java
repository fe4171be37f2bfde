package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model test: whoever presses whatever is offered, in any order, loses nothing that users wrote without having been told.
 *
 * <p>{@code -Dsequences=N}: so many, each of a seed of its own; {@code -Dseed=N}: the first of them; {@code -Dshow=true}:
 * prints what was pressed.
 */
class OperatorSequencesTest {
    private static final List<String> STARTS = List.of(
            "5.2", "5.3", "5.5", "5.6", "5.7", "5.8", "5.9", "5.10", "5.11", "5.12b", "5.13", "7.4", "5.14", "7.6a",
            "7.6", "7.6b2", "7.6d", "6.2", "6.2d", "6.3", "6.5", "6.6", "6.6c", "6.6f", "6.7", "6.8", "6.8b");
    private static final int LENGTH = 24;
    private static final long SEED = Long.getLong("seed", 20261130L);

    @TempDir
    Path folder;

    @Test
    void no_sequence_of_what_the_screens_offer_loses_what_users_wrote_unsaid() throws Exception {
        var began = System.nanoTime();
        var states = new PreparedStates(folder, STARTS);
        System.out.println("prepared in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        var wrong = new ArrayList<String>();
        var moves = 0;
        var refused = 0;
        var writes = 0;
        var lost = 0;
        for (var i = 0; i < Integer.getInteger("sequences", 16); i++) {
            var seed = SEED + i;
            var start = STARTS.get(new Random(seed).nextInt(STARTS.size()));
            var state = states.after(start);
            try (var walk = new SequenceWalk(state, seed)) {
                walk.walk(LENGTH).ifPresent(w -> {
                    wrong.add("-Dseed=" + seed + ", from after " + start + ": " + w);
                    System.out.println(wrong.getLast());
                });
                if (Boolean.getBoolean("show")) {
                    System.out.println(seed + " " + start + " missing " + walk.missing() + "\n  "
                            + String.join("\n  ", walk.moves()));
                }
                lost += walk.missing() > 0 ? 1 : 0;
                moves += walk.length();
                refused += walk.refused();
                writes += walk.written();
            }
            PreparedStates.forget(state);
            if (i % 50 == 49) {
                System.out.println(i + 1 + " sequences, " + moves + " moves, " + wrong.size() + " went wrong");
            }
        }
        System.out.println(moves + " moves, " + refused + " refused, " + writes + " writes acknowledged, " + lost
                + " sequences with a stated loss, in "
                + (System.nanoTime() - began) / 1_000_000 + " ms");
        assertThat(wrong).isEmpty();
    }
}
