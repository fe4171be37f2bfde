package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditFilterTest {
    private final AuditRecord fence = new AuditRecord(
            1,
            7,
            "2026-01-21T02:33:40.000000Z",
            "s",
            "lead",
            "call.outcome",
            "5.3",
            Map.of("operation", "UpdateService", "region", "eu-west-1"),
            "0".repeat(64));

    @Test
    void words_may_stand_in_different_fields_but_all_must_be_there() {
        assertThat(text("updateservice LEAD eu-west").accepts(fence)).isTrue();
        assertThat(text("updateservice eu-central").accepts(fence)).isFalse();
    }

    @Test
    void a_phase_takes_all_its_steps_and_a_step_only_itself() {
        assertThat(AuditFilter.phase("5").accepts(fence)).isTrue();
        assertThat(AuditFilter.phase("5.3").accepts(fence)).isTrue();
        assertThat(AuditFilter.phase("5.4").accepts(fence)).isFalse();
    }

    @Test
    void every_field_must_fit_and_an_empty_one_lets_all_through() {
        var all = AuditFilter.ALL
                .withPerson("lead")
                .withPhase("5")
                .withStep("5.3")
                .withKinds(Set.of("call"))
                .withRegion("eu-west-1")
                .withText("service")
                .withSession("s");
        assertThat(all.accepts(fence)).isTrue();
        assertThat(all.everything()).isFalse();
        assertThat(List.of(
                        all.withPerson("le"),
                        all.withPhase("6"),
                        all.withStep("5"),
                        all.withKinds(Set.of("step", "call.intent")),
                        all.withRegion("eu-central-1"),
                        all.withText("serviced"),
                        all.withSession("s2")))
                .allSatisfy(f -> assertThat(f.accepts(fence)).as(f.words()).isFalse());
        assertThat(AuditFilter.ALL.accepts(fence)).isTrue();
        assertThat(all.withKinds(Set.of("note", "call.outcome")).accepts(fence)).isTrue();
        assertThat(all.words())
                .isEqualTo("person lead, phase 5, step 5.3, kind call, region eu-west-1, text service, session s");
        assertThat(AuditFilter.ALL.words()).isEqualTo("all records");
    }

    @Test
    void a_summary_of_reads_is_of_each_of_its_regions_and_a_record_may_name_its_phase_itself() {
        var reads = new AuditRecord(
                1,
                8,
                "2026-01-21T02:33:40.000000Z",
                "s",
                "console",
                "reads.summary",
                "",
                Map.of("phase", "6", "reads", List.of(Map.of("region", "eu-west-1"), Map.of("region", "af-south-1"))),
                "");
        assertThat(AuditFilter.ALL.withRegion("af-south-1").accepts(reads)).isTrue();
        assertThat(AuditFilter.ALL.withRegion("eu-central-1").accepts(reads)).isFalse();
        assertThat(AuditFilter.phase("6").accepts(reads)).isTrue();
        assertThat(AuditFilter.phase("5").accepts(reads)).isFalse();
        assertThat(text("af-south").accepts(reads)).isTrue();
        assertThat(text("reads.summary 02:33").accepts(reads)).isTrue();
        assertThat(AuditFilter.ALL.withKinds(Set.of("reads")).accepts(reads)).isTrue();
    }

    private static AuditFilter text(String text) {
        return AuditFilter.ALL.withText(text);
    }
}
