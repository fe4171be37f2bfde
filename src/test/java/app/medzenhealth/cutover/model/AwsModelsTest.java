package app.medzenhealth.cutover.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reduced copy itself: whole, named, and with the licence that it is under. */
class AwsModelsTest {

    @Test
    void every_operation_that_the_console_can_send_is_in_the_reduced_copy() throws Exception {
        var list = Path.of("target", "aws-operations.txt");
        Files.createDirectories(list.getParent());
        Files.write(list, AwsModels.inUse().stream().map(Object::toString).toList());
        var models = AwsModels.read();
        var here = "src/test/resources/aws-models/";
        assertThat(models.missing())
                .as("missing; python3 " + here + "reduce.py " + list + " " + here + "models.json.gz takes them in")
                .isEmpty();
        System.out.println(AwsModels.inUse().size() + " operations in use, of "
                + models.services().size() + " services, from botocore " + models.version());
    }

    @Test
    void every_pattern_of_the_models_can_be_judged_by() {
        var patterns = AwsModels.read().services().values().stream()
                .flatMap(s -> s.shapes().values().stream())
                .flatMap(s -> s.pattern().stream())
                .distinct()
                .count();
        var strange = AwsModels.read().services().values().stream()
                .flatMap(s -> s.strangePatterns().stream())
                .distinct()
                .toList();
        System.out.println(patterns + " patterns, of which " + strange.size() + " cannot be judged by: " + strange);
        assertThat(patterns).isGreaterThan(250);
        assertThat(strange).isEmpty();
    }

    @Test
    void licence_and_notice_of_botocore_lie_beside() {
        assertThat(getClass().getResource("/aws-models/LICENSE.txt")).isNotNull();
        assertThat(getClass().getResource("/aws-models/NOTICE")).isNotNull();
        assertThat(AwsModels.read().version()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
