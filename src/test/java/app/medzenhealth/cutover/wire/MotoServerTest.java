package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.LiveClients;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

@ExtendWith(MotoServer.Shared.class)
class MotoServerTest {

    @Test
    void it_plays_the_account_of_the_plan_and_forgets_on_reset(MotoServer moto) throws Exception {
        try (var clients = new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(moto.endpoint()))) {
            assertThat(clients.client(StsClient.class, "eu-west-1")
                            .getCallerIdentity()
                            .account())
                    .isEqualTo(MotoServer.ACCOUNT);
            var topics = clients.client(SnsClient.class, "af-south-1");
            topics.createTopic(b -> b.name("alerts"));
            assertThat(topics.listTopics().topics()).hasSize(1);
            moto.reset();
            assertThat(topics.listTopics().topics()).isEmpty();
        }
    }

    @Test
    void it_ends_with_its_own_process() throws Exception {
        var own = MotoServer.start();
        var pid = own.pid();
        assertThat(ProcessHandle.of(pid)).isPresent();
        own.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
