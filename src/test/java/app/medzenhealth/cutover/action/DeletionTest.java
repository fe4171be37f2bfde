package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.PlannedCall.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionTest {
    private static final String REGION = "eu-west-1";

    private static PlannedCall call(String service, String operation, Resource resource) {
        return new PlannedCall(REGION, service, operation, resource, List.of("aws"));
    }

    @Test
    void what_is_told_of_a_thing_changes_nothing_else_about_it() {
        var plain = Deletion.of(REGION, "dynamodb/table/users");
        assertThat(plain).isEqualTo(new Deletion(REGION, plain.label(), "users", Deletion.Going.BY_ITSELF, "", "", ""));
        assertThat(plain.named("Users")
                        .withAnother()
                        .holding("3 items")
                        .lastUsed("yesterday")
                        .leaving("a backup"))
                .isEqualTo(new Deletion(
                        REGION,
                        "dynamodb/table/users",
                        "Users",
                        Deletion.Going.WITH_ANOTHER,
                        "3 items",
                        "yesterday",
                        "a backup"));
        assertThat(plain.leaving("a backup")
                        .lastUsed("yesterday")
                        .holding("3 items")
                        .withAnother()
                        .named("Users"))
                .isEqualTo(plain.named("Users")
                        .withAnother()
                        .holding("3 items")
                        .lastUsed("yesterday")
                        .leaving("a backup"));
    }

    @Test
    void a_thing_whose_id_has_slashes_keeps_all_of_its_name() {
        assertThat(Deletion.of(REGION, "logs/log-group//aws/lambda/mail").name())
                .isEqualTo("/aws/lambda/mail");
        assertThat(Deletion.of(REGION, "orphan").name()).isEqualTo("orphan");
    }

    @ParameterizedTest
    @CsvSource({
        "rds/instance/a, 1 database, 2 databases",
        "logs/log-group/a, 1 log group, 2 log groups",
        "ec2/address/a, 1 Elastic IP address, 2 Elastic IP addresses",
        "ecr/repository/a, 1 image repository, 2 image repositories",
        "orphan, 1 orphan, 2 orphans",
    })
    void things_are_counted_by_the_noun_that_people_use(String label, String one, String two) {
        assertThat(Deletion.of(REGION, label).counted(1)).isEqualTo(one);
        assertThat(Deletion.of(REGION, label).counted(2)).isEqualTo(two);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "98304, 96.0 KiB",
        "1048575, 1024.0 KiB",
        "1048576, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "1125899906842624, 1024.0 TiB",
    })
    void sizes_are_by_powers_of_1024(long bytes, String words) {
        assertThat(Deletion.size(bytes)).isEqualTo(words);
    }

    @Test
    void calls_alone_tell_what_they_take_away() {
        assertThat(TakenAway.of(List.of(
                        call("rds", "DeleteDBParameterGroup", new Resource.Named("old")),
                        call("rds", "ModifyDBInstance", new Resource.Named("main")),
                        call("rds", "DeleteDBParameterGroup", new Resource.Named("old")),
                        call("rds", "DeleteDBInstance", new Resource.Produced("CreateDBInstance")),
                        call("kms", "ScheduleKeyDeletion", new Resource.Named("k-1")),
                        call("ec2", "ReleaseAddress", new Resource.Named("eip-1")))))
                .containsExactly(
                        Deletion.of(REGION, "rds/db-parameter-group/old"),
                        Deletion.of(REGION, "kms/key/k-1"),
                        Deletion.of(REGION, "ec2/address/eip-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "DeleteTable, true",
        "TerminateInstances, true",
        "PurgeQueue, true",
        "ScheduleKeyDeletion, true",
        "Deleted, false",
        "UndeleteTable, false",
        "CancelKeyDeletion, false",
        "ModifyDBInstance, false",
    })
    void an_operation_takes_away_by_how_its_name_begins(String operation, boolean takes) {
        assertThat(TakenAway.by(operation)).isEqualTo(takes);
    }
}
