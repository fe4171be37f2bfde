package app.medzenhealth.cutover.action.retire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.standard.StandardActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a sweep can find is deleted by its action, or said to be deleted otherwise, before anything is sent. */
class LeftoverKindsTest {
    private static final Path READERS = Path.of("src/main/java/app/medzenhealth/cutover/aws/read");
    /** How a reader names the type of what it lists. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:new Found|new Listing|in\\.each|found|ec2|cache|group|part)\\(\\s*(?:in,\\s*)?\"([a-z][a-z-]*)\",");
    /** Types that several services have. */
    private static final Set<String> OF_SEVERAL = Set.of(
            "ec2/instance",
            "rds/instance",
            "ec2/snapshot",
            "rds/snapshot",
            "elasticache/snapshot",
            "ecs/cluster",
            "rds/cluster",
            "elb/load-balancer",
            "elbv2/load-balancer",
            "apigateway/domain-name");

    @Test
    void each_kind_that_a_sweep_finds_is_deleted_or_says_how_it_is() throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.list(READERS)) {
            for (var file : files.toList()) {
                var named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    found.add(named.group(1));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(80);

        var known = new TreeSet<String>(Elsewhere.kinds());
        known.addAll(Leftover.KINDS);
        assertThat(known).containsAll(OF_SEVERAL);
        for (var type : found) {
            assertThat(known).as(type).anyMatch(k -> k.endsWith("/" + type));
        }
        assertThat(Elsewhere.kinds()).doesNotContainAnyElementsOf(Leftover.KINDS);
    }

    @Test
    void what_is_deleted_otherwise_is_refused_in_words_and_what_is_not_is_made() {
        for (var kind : Elsewhere.kinds()) {
            assertThatThrownBy(() -> Leftover.parse("af-south-1", kind + "/x"))
                    .isInstanceOf(ActionFailure.class)
                    .satisfies(e -> assertThat(((ActionFailure) e).next())
                            .as(kind)
                            .contains(Elsewhere.how(kind).orElseThrow()));
        }
        for (var kind : Leftover.KINDS) {
            assertThat(Leftover.parse("af-south-1", kind + "/x").label()).startsWith(kind);
        }
    }

    @Test
    void an_action_that_is_named_exists() {
        for (var kind : Elsewhere.kinds()) {
            var action = Pattern.compile("^by ([a-z0-9]+\\.[a-z-]+)")
                    .matcher(Elsewhere.how(kind).orElseThrow());
            if (action.find()) {
                assertThat(StandardActions.catalogue().find(action.group(1)))
                        .as(kind)
                        .isPresent();
            }
        }
    }
}
