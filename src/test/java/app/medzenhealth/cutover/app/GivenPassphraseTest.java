package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody at a keyboard says of a passphrase, and what is made of it. */
class GivenPassphraseTest {
    private static final String RIGHT = "four words are enough";

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();

    /** Who answers in this order; a null turns away. */
    private GivenPassphrase typing(String... answers) {
        var left = new ArrayDeque<Optional<char[]>>();
        for (var answer : answers) {
            left.add(Optional.ofNullable(answer).map(String::toCharArray));
        }
        return new GivenPassphrase(Optional.empty(), Map.of(), Optional.of(words -> {
            asked.add(words);
            return left.removeFirst();
        }));
    }

    private StateDirectory begun(String... answers) {
        return StateDirectory.at(folder.resolve("state"), typing(answers).askingToBegin());
    }

    private Path key() {
        return folder.resolve("state").resolve("signing-key.pem");
    }

    @Test
    void a_key_is_sealed_under_what_was_typed_twice() {
        var directory = begun(RIGHT, RIGHT);
        SigningKey.of(directory);

        assertThat(SigningKey.sealed(directory)).isTrue();
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).contains("once more");
    }

    @Test
    void a_key_stays_unsealed_where_somebody_says_so() {
        var directory = begun("");
        SigningKey.of(directory);

        assertThat(SigningKey.sealed(directory)).isFalse();
        assertThat(asked.getFirst()).contains("leave it unsealed");
    }

    @Test
    void whoever_turns_away_has_not_said_that_the_key_stays_unsealed() {
        var directory = begun((String) null);

        assertThatThrownBy(() -> SigningKey.of(directory))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no trail was begun");
        assertThat(key()).doesNotExist();
        assertThat(folder.resolve("state").resolve("key.vkey")).doesNotExist();
    }

    @Test
    void no_key_is_made_of_two_that_differ_or_of_one_that_is_short() {
        assertThatThrownBy(() -> SigningKey.of(begun(RIGHT, RIGHT + "!"))).hasMessageContaining("differ");
        assertThatThrownBy(() -> SigningKey.of(begun(RIGHT, null))).hasMessageContaining("differ");
        assertThatThrownBy(() -> SigningKey.of(begun("short"))).hasMessageContaining("fewer than");
        assertThat(key()).doesNotExist();
    }

    @Test
    void a_wrong_one_is_said_to_be_wrong_and_another_is_asked_for_twice_more() throws Exception {
        SigningKey.of(begun(RIGHT, RIGHT));
        var sealed = Files.readAllBytes(key());
        asked.clear();

        SigningKey.of(StateDirectory.at(folder.resolve("state"), typing("another that is wrong", RIGHT)));

        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst()).doesNotContain("wrong");
        assertThat(asked.getLast()).contains("That was wrong");
        assertThatThrownBy(() -> SigningKey.of(StateDirectory.at(
                        folder.resolve("state"), typing("wrong one", "wrong two", "wrong three", RIGHT))))
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("nothing was opened")
                .hasMessageContaining("passphrase is wrong");
        assertThat(Files.readAllBytes(key())).isEqualTo(sealed);
    }

    @Test
    void whoever_types_nothing_or_turns_away_opens_nothing() {
        SigningKey.of(begun(RIGHT, RIGHT));
        for (var answer : new String[] {"", null}) {
            assertThatThrownBy(() -> SigningKey.of(StateDirectory.at(folder.resolve("state"), typing(answer))))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("Its passphrase was not given");
        }
        assertThat(Failure.of(new StoreProblem("a", "b", "c")).exit()).isEqualTo(Exit.CANNOT_RUN_HERE);
    }
}
