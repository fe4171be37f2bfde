package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole plan, where no request with a token gets through until the SDK has given up and the lead has run the step again. */
class RepeatedTokensTest {

    /** As often as the SDK sends one request. */
    private static final List<Fault> UNTIL_GIVEN_UP = Collections.nCopies(3, Fault.SERVER_ERROR);

    private static final Pattern TOKEN =
            Pattern.compile("(?i)ClientRequestToken|ClientToken|CallerReference|IdempotencyToken");

    @TempDir
    Path folder;

    @Test
    void a_request_that_is_made_again_in_another_run_of_its_step_carries_the_same_token_again() throws Exception {
        var run = PlanRun.stormy(
                folder, UNTIL_GIVEN_UP, r -> TOKEN.matcher(r.text()).find());
        assertThat(run.outcome().complete()).as(run.outcome().toString()).isTrue();
        assertThat(run.broken()).isEmpty();

        var made = new HashMap<String, List<Asked>>();
        run.asked().stream()
                .filter(a -> a.tokenMember().isPresent())
                .forEach(a -> made.merge(
                        a.butForItsToken(),
                        List.of(a),
                        (x, y) -> Stream.concat(x.stream(), y.stream()).toList()));
        assertThat(made.values())
                .isNotEmpty()
                .allSatisfy(times -> assertThat(times.stream().map(Asked::token).distinct())
                        .as(times.toString())
                        .hasSize(1)
                        .doesNotContain(Optional.empty()));
        var again = made.values().stream()
                .filter(times -> times.size() > 1)
                .map(times -> times.getFirst().shape().operation())
                .distinct()
                .sorted()
                .toList();
        assertThat(again)
                .as("made again by the session, not by the SDK alone")
                .containsExactly(
                        "CreateChangeSet",
                        "CreateHealthCheck",
                        "CreateService",
                        "DeleteStack",
                        "ExecuteChangeSet",
                        "RequestCertificate");
        System.out.println("tokens: " + made.size() + " requests made "
                + made.values().stream().mapToInt(List::size).sum() + " times with " + made.size() + " tokens");
    }
}
