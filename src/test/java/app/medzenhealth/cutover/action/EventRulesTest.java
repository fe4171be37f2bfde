package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;

class EventRulesTest {
    private static final String REGION = "eu-west-1";

    @TempDir
    private Path files;

    private Workbench bench;
    private final List<@Nullable String> tokens = new ArrayList<>();

    @BeforeEach
    void a_bench() {
        bench = new Workbench(files);
    }

    private EventRules rules() {
        return EventRules.in(bench.context(), REGION);
    }

    @Test
    void every_page_of_rules_is_read_and_the_last_ends_it() {
        bench.stubs.answer(EventBridgeClient.class, ListRulesRequest.class, "listRules", q -> {
            tokens.add(q.nextToken());
            var page = tokens.size();
            return ListRulesResponse.builder()
                    .rules(Rule.builder().name("rule-" + page).build())
                    .nextToken(page < 3 ? "after-" + page : null)
                    .build();
        });
        assertThat(rules().all()).extracting(Rule::name).containsExactly("rule-1", "rule-2", "rule-3");
        assertThat(tokens).containsExactly(null, "after-1", "after-2");
    }

    @Test
    void every_page_of_a_rules_targets_is_read_of_the_bus_that_was_asked_for() {
        bench.stubs.answer(
                EventBridgeClient.class,
                ListTargetsByRuleRequest.class,
                "listTargetsByRule",
                q -> ListTargetsByRuleResponse.builder()
                        .targets(Target.builder()
                                .id(q.eventBusName() + " " + q.rule() + " " + q.nextToken())
                                .build())
                        .nextToken(q.nextToken() == null ? "second" : null)
                        .build());
        assertThat(rules().targets("nightly"))
                .extracting(Target::id)
                .containsExactly("null nightly null", "null nightly second");
        assertThat(rules().targets("partner", "nightly"))
                .extracting(Target::id)
                .containsExactly("partner nightly null", "partner nightly second");
    }

    @Test
    void pages_without_an_end_are_refused_and_not_read_for_ever() {
        bench.stubs.answer(EventBridgeClient.class, ListRulesRequest.class, "listRules", q -> {
            tokens.add(q.nextToken());
            return ListRulesResponse.builder().nextToken("more").build();
        });
        assertThatThrownBy(() -> rules().all())
                .isInstanceOf(ActionFailure.class)
                .hasMessage("EventBridge gives more than 1000 pages");
        assertThat(tokens).hasSize(1_000);
    }
}
