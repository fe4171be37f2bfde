package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.plan.ActionUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhatGoesInReviewTest {
    private static final String REGION = "af-south-1";

    private static StepReview.Part part(List<Deletion> deletions, Check... checks) {
        return new StepReview.Part(
                new ActionUse("sweep.delete", Optional.of(REGION), Map.of()),
                "Delete leftovers",
                new Preview("", List.of(), List.of(), List.of(), "", Duration.ZERO, List.of(), deletions),
                List.of(checks));
    }

    private static Deletions of(StepReview.Part... parts) {
        return Deletions.of(
                new StepReview("6.6", Instant.EPOCH, "0".repeat(64), List.of(parts), List.of(), Duration.ZERO));
    }

    private static List<Deletion> all(String... labels) {
        return Stream.of(labels).map(l -> Deletion.of(REGION, l)).toList();
    }

    private static Optional<String> phrase(String... labels) {
        return of(part(all(labels))).phrase();
    }

    @Test
    void for_one_thing_its_name_is_typed_and_for_several_how_many_of_what() {
        assertThat(phrase()).isEmpty();
        assertThat(phrase("dynamodb/table/meetings")).contains("meetings");
        assertThat(phrase("dynamodb/table/meetings", "dynamodb/table/users")).contains("2 tables");
        assertThat(phrase("logs/log-group/a", "logs/log-group/b", "logs/log-group/c"))
                .contains("3 log groups");
        assertThat(phrase("lambda/function/a", "lambda/function/b", "events/rule/a"))
                .contains("2 functions and 1 rule");
        assertThat(phrase("ec2/address/a", "ec2/address/b", "ecr/repository/c", "ecr/repository/d"))
                .contains("2 Elastic IP addresses and 2 image repositories");
        assertThat(phrase("ec2/address/a", "sqs/queue/b", "rds/snapshot/c")).contains("3 resources");
    }

    @Test
    void the_things_of_all_actions_of_a_step_are_counted_together() {
        assertThat(of(part(all("s3/bucket/a")), part(all("s3/bucket/b")), part(all("s3/bucket/c")))
                        .phrase())
                .contains("3 buckets");
    }

    @Test
    void what_goes_with_another_is_listed_and_is_no_deletion_of_its_own() {
        var stack = of(part(List.of(
                Deletion.of(REGION, "cloudformation/stack/chime"),
                Deletion.of(REGION, "lambda/function/tts").withAnother(),
                Deletion.of(REGION, "iam/role/tts").withAnother())));
        assertThat(stack.phrase()).contains("chime");
        assertThat(stack.rows()).extracting(Deletions.Row::kind).containsExactly("stack", "function", "role");
    }

    @Test
    void what_nobody_has_measured_is_unknown_and_what_was_not_shown_to_be_copied_has_no_copy() {
        var row = of(part(all("dynamodb/table/meetings"), Check.pass("The table has a backup", "it has")))
                .rows()
                .getFirst();
        assertThat(row.lastUse()).isEqualTo("unknown");
        assertThat(row.copies()).isEmpty();
    }

    @Test
    void a_check_that_does_not_pass_shows_no_copy() {
        var failed = Check.fail("The table has a backup", "it has none", "back it up")
                .showingIfPassed(Showing.Matter.COPY, "dynamodb/table/meetings", "backup arn:1");
        var unknown = Check.unknown("The table has a backup", "access denied")
                .showingIfPassed(Showing.Matter.COPY, "dynamodb/table/meetings", "backup arn:1");
        assertThat(of(part(all("dynamodb/table/meetings"), failed, unknown))
                        .rows()
                        .getFirst()
                        .copies())
                .isEmpty();
    }

    @Test
    void a_copy_and_a_use_stand_beside_the_thing_that_they_are_of_and_no_other() {
        var copied = Check.pass("The table has a backup", "it has")
                .showingIfPassed(Showing.Matter.COPY, "dynamodb/table/users", "backup arn:1");
        var used = Check.pass("Last use", "0")
                .showing(new Showing(Showing.Matter.LAST_USE, "dynamodb/table/users", "no reads in 168 h"));
        var rows = of(part(all("dynamodb/table/meetings", "dynamodb/table/users"), copied, used))
                .rows();
        assertThat(rows.getFirst().copies()).isEmpty();
        assertThat(rows.getFirst().lastUse()).isEqualTo("unknown");
        assertThat(rows.getLast().copies()).containsExactly("backup arn:1");
        assertThat(rows.getLast().lastUse()).isEqualTo("no reads in 168 h");
        // A namesake in another region is of another action.
        var elsewhere = of(part(all("dynamodb/table/users")), part(List.of(), copied));
        assertThat(elsewhere.rows().getFirst().copies()).isEmpty();
    }

    @Test
    void sizes_and_numbers_read_as_people_write_them() {
        assertThat(Deletion.size(0)).isEqualTo("0 bytes");
        assertThat(Deletion.size(1)).isEqualTo("1 byte");
        assertThat(Deletion.size(1023)).isEqualTo("1023 bytes");
        assertThat(Deletion.size(1024)).isEqualTo("1.0 KiB");
        assertThat(Deletion.size(3L * 1024 * 1024 * 1024 / 2)).isEqualTo("1.5 GiB");
        assertThat(Deletion.size(Long.MAX_VALUE)).endsWith(" TiB");
        assertThat(Deletion.counted(1, "log group")).isEqualTo("1 log group");
        assertThat(Deletion.counted(0, "leftover")).isEqualTo("0 leftovers");
    }
}
