package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.wire.MotoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(MotoServer.Shared.class)
class MotoSignInTest {
    @TempDir
    private Path home;

    private final MemoryTrail trail = new MemoryTrail();
    private final MovingClock clock = new MovingClock();

    private SignIn signIn(MotoServer moto, String account, Map<String, String> environment) throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), """
                [profile base]
                aws_access_key_id = testing
                aws_secret_access_key = testing
                [profile jump]
                role_arn = arn:aws:iam::558069890522:role/jump
                source_profile = base
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/operator
                source_profile = jump
                role_session_name = lead
                external_id = for-medzen
                """);
        return new SignIn(
                account,
                "eu-central-1",
                Optional.of(moto.endpoint()),
                new Machine(environment, home),
                new Redactor(),
                (kind, data) -> trail.append("console", kind, "", data),
                clock);
    }

    @Test
    void a_chain_of_roles_signs_in(MotoServer moto) throws Exception {
        try (var access = signIn(moto, MotoServer.ACCOUNT, Map.of()).enter("lead", new Recorded())) {
            assertThat(access.standing().account()).isEqualTo(MotoServer.ACCOUNT);
            assertThat(access.standing().arn()).endsWith(":assumed-role/operator/lead");
            assertThat(access.standing().keysEnd()).isPresent();
        }
    }

    @Test
    void the_environment_signs_in(MotoServer moto) throws Exception {
        var environment = Map.of("AWS_ACCESS_KEY_ID", "testing", "AWS_SECRET_ACCESS_KEY", "testing");
        try (var access = signIn(moto, MotoServer.ACCOUNT, environment).enter("env", new Recorded())) {
            assertThat(access.standing().account()).isEqualTo(MotoServer.ACCOUNT);
        }
    }

    @Test
    void credentials_of_another_account_are_refused(MotoServer moto) throws Exception {
        var signIn = signIn(moto, "111122223333", Map.of());
        assertThatThrownBy(() -> signIn.enter("lead", new Recorded()))
                .isInstanceOf(WrongAccount.class)
                .hasMessageContaining("signs in to account " + MotoServer.ACCOUNT);
        assertThat(trail.records("signin.refused")).hasSize(1);
    }
}
