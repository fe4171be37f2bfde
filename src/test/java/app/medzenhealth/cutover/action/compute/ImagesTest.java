package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Workbench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** By the digests that ECS tells of running containers (Amazon ECS API Reference, Container: imageDigest). */
class ImagesTest {
    private static final EcsServiceReads SERVICE = new EcsServiceReads("eu-west-1", "clinic", "ehr");

    @TempDir
    Path folder;

    private String look(@Nullable String... digests) throws Exception {
        var bench = new Workbench(folder);
        var tasks = Arrays.stream(digests)
                .map(d -> Task.builder()
                        .lastStatus("RUNNING")
                        .containers(Container.builder()
                                .name("ehr")
                                .image("ehrbase/ehrbase:2.11.0")
                                .imageDigest(d)
                                .build())
                        .build())
                .toList();
        bench.stubs
                .answer(
                        EcsClient.class,
                        ListTasksRequest.class,
                        "listTasks",
                        q -> ListTasksResponse.builder()
                                .taskArns(IntStream.range(0, digests.length)
                                        .mapToObj(i -> "task/" + i)
                                        .toList())
                                .build())
                .answer(
                        EcsClient.class,
                        DescribeTasksRequest.class,
                        "describeTasks",
                        q -> DescribeTasksResponse.builder().tasks(tasks).build());
        return Images.same(bench.context(), SERVICE).map(Object::toString).orElse("nothing runs");
    }

    @Test
    void one_tag_over_two_images_is_not_one_image() throws Exception {
        assertThat(look("sha256:aa", "sha256:bb")).contains("Fail", "sha256:aa and sha256:bb");
        assertThat(look("sha256:aa", "sha256:aa")).contains("Pass", "2 tasks", "sha256:aa");
        assertThat(look("sha256:aa", null)).contains("Unknown", "ehr");
        assertThat(look()).isEqualTo("nothing runs");
    }

    @Test
    void only_a_digest_fixes_an_image() {
        assertThat(Images.fixed("ehrbase/ehrbase:2.11.0")).isFalse();
        assertThat(Images.fixed("ehrbase/ehrbase")).isFalse();
        assertThat(Images.fixed("ehrbase/ehrbase@sha256:" + "0".repeat(64))).isTrue();
    }
}
