package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.read.Warmth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class InterceptedClassesTest {

    @TempDir
    Path folder;

    @Test
    void every_client_of_the_inventory_gets_a_class_file_of_its_own() throws IOException {
        InterceptedClasses.write(folder, Warmth.clients());
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSameSizeAs(Warmth.clients());
        }
    }

    @Test
    void the_classes_that_the_build_left_are_those_of_the_clients_there_are() throws IOException {
        for (var type : Warmth.clients()) {
            var file = InterceptedClientClass.name(type).replace('.', '/') + ".class";
            try (var in = InterceptedClient.class.getClassLoader().getResourceAsStream(file)) {
                // A class path that Maven did not make has none, and the program makes them as it goes.
                assertThat(in != null || System.getProperty("basedir") == null)
                        .as("Maven's build leaves " + file)
                        .isTrue();
                if (in != null) {
                    assertThat(in.readAllBytes())
                            .as(type.getSimpleName())
                            .isEqualTo(InterceptedClientClass.of(type, InterceptedClient.declared(type)));
                }
            }
        }
    }

    @Test
    void a_client_that_answers_with_futures_is_known_as_such_whatever_the_build_left() {
        assertThat(InterceptedClient.isAsynchronous(SqsAsyncClient.class)).isTrue();
        assertThat(InterceptedClient.isAsynchronous(SqsClient.class)).isFalse();
    }
}
