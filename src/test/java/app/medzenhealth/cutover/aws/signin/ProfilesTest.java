package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.signin.ProfileEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class ProfilesTest {
    @TempDir
    private Path home;

    private Machine machine(String config, String credentials, Map<String, String> environment) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), config);
        Files.writeString(home.resolve(".aws/credentials"), credentials);
        return new Machine(environment, home);
    }

    private Profiles config(String config) throws IOException {
        return Profiles.read(machine(config, "", Map.of()));
    }

    @Test
    void every_profile_is_listed_with_its_kind_where_it_leads_and_whether_it_asks_for_a_code() throws IOException {
        var profiles = Profiles.read(machine("""
                [default]
                region = eu-central-1
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/cutover-operator
                source_profile = base
                mfa_serial = arn:aws:iam::558069890522:mfa/lead
                [profile tool]
                credential_process = "/opt/my tool/keys" --for lead
                [profile sso]
                sso_session = medzen
                sso_account_id = 558069890522
                sso_role_name = Operator
                [sso-session medzen]
                sso_start_url = https://medzen.awsapps.com/start
                sso_region = eu-central-1
                [profile machine]
                role_arn = arn:aws:iam::558069890522:role/jump
                credential_source = EcsContainer
                """, """
                [base]
                aws_access_key_id = AKIDBASE
                aws_secret_access_key = secretOfBase
                """, Map.of("AWS_ACCESS_KEY_ID", "AKIDENV")));

        assertThat(profiles.list())
                .extracting(ProfileEntry::name, ProfileEntry::title, ProfileEntry::account)
                .containsExactly(
                        Tuple.tuple("base", "access keys", Optional.empty()),
                        Tuple.tuple("default", "not used", Optional.empty()),
                        Tuple.tuple("lead", "assumes a role + MFA", Optional.of("558069890522")),
                        Tuple.tuple("machine", "not used", Optional.empty()),
                        Tuple.tuple("sso", "single sign-on", Optional.of("558069890522")),
                        Tuple.tuple("tool", "external program", Optional.empty()),
                        Tuple.tuple("env", "environment", Optional.empty()));
        assertThat(profiles.list().toString()).doesNotContain("secretOfBase", "AKIDENV");
        assertThat(profiles.list().get(3).refused().orElseThrow())
                .contains("EcsContainer", "machine or container are never used");
    }

    @Test
    void a_role_keeps_what_its_section_says_and_a_chain_is_followed() throws IOException {
        var profiles = config("""
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/cutover-operator
                source_profile = jump
                external_id = for-medzen
                role_session_name = b.lead
                duration_seconds = 1800
                [profile jump]
                role_arn = arn:aws:iam::111111111111:role/jump
                source_profile = jump
                aws_access_key_id = AKIDJUMP
                aws_secret_access_key = secret
                """);

        var role = (Way.Role) profiles.way("lead");
        assertThat(role.externalId()).contains("for-medzen");
        assertThat(role.sessionName()).isEqualTo("b.lead");
        assertThat(role.time()).isEqualTo(Duration.ofMinutes(30));
        var jump = (Way.Role) role.from();
        assertThat(jump.arn()).endsWith("role/jump");
        assertThat(jump.time()).isEqualTo(Duration.ofHours(1));
        assertThat(jump.sessionName()).startsWith("cutover-");
        assertThat(jump.from()).isInstanceOf(Way.FixedKeys.class);
    }

    @Test
    void the_files_that_the_environment_names_are_read_and_the_credentials_file_goes_first() throws IOException {
        var config = Files.writeString(home.resolve("c"), """
                [profile lead]
                aws_access_key_id = FROMCONFIG
                aws_secret_access_key = one
                """);
        var credentials = Files.writeString(home.resolve("d"), """
                [lead]
                aws_access_key_id = FROMCREDENTIALS
                aws_secret_access_key = two
                aws_session_token = three
                """);
        var profiles = Profiles.read(new Machine(
                Map.of(
                        "AWS_CONFIG_FILE", config.toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", credentials.toString()),
                home));

        var keys = (Way.FixedKeys) profiles.way("lead");
        assertThat(keys.keys()).isInstanceOf(AwsSessionCredentials.class);
        assertThat(keys.keys().accessKeyId()).isEqualTo("FROMCREDENTIALS");
    }

    @Test
    void both_forms_of_single_sign_on_are_understood() throws IOException {
        var profiles = config("""
                [profile new]
                sso_session = medzen
                sso_account_id = 558069890522
                sso_role_name = Operator
                [sso-session medzen]
                sso_start_url = https://medzen.awsapps.com/start
                sso_region = eu-central-1
                sso_registration_scopes = sso:account:access, other
                [profile old]
                sso_start_url = https://medzen.awsapps.com/start
                sso_region = eu-west-1
                sso_account_id = 558069890522
                sso_role_name = Operator
                [profile lost]
                sso_session = nobody
                sso_account_id = 558069890522
                sso_role_name = Operator
                """);

        var now = ((Way.Sso) profiles.way("new")).portal();
        assertThat(now.cacheKey()).isEqualTo("medzen");
        assertThat(now.scopes()).containsExactly("sso:account:access", "other");
        var before = ((Way.Sso) profiles.way("old")).portal();
        assertThat(before.cacheKey()).isEqualTo("https://medzen.awsapps.com/start");
        assertThat(before.region()).isEqualTo("eu-west-1");
        assertThatThrownBy(() -> profiles.way("lost")).hasMessageContaining("there is no [sso-session nobody]");
    }

    @Test
    void what_leads_nowhere_is_refused_in_words() throws IOException {
        var profiles = config("""
                [profile a]
                role_arn = arn:aws:iam::558069890522:role/a
                source_profile = b
                [profile b]
                role_arn = arn:aws:iam::558069890522:role/b
                source_profile = a
                [profile web]
                role_arn = arn:aws:iam::558069890522:role/web
                web_identity_token_file = /var/run/token
                [profile ec2]
                credential_source = Ec2InstanceMetadata
                [profile both]
                role_arn = arn:aws:iam::558069890522:role/both
                source_profile = a
                credential_source = Environment
                [profile orphan]
                role_arn = arn:aws:iam::558069890522:role/orphan
                source_profile = nobody
                [profile odd]
                role_arn = not-an-arn
                source_profile = a
                [profile quote]
                credential_process = "unclosed
                """);

        assertThat(List.of("a", "web", "ec2", "both", "orphan", "odd", "quote", "nobody"))
                .extracting(name -> refusal(profiles, name))
                .satisfiesExactly(
                        circle -> assertThat(circle).contains("a → b → a", "circle"),
                        web -> assertThat(web).contains("token that belongs to a machine"),
                        ec2 -> assertThat(ec2).contains("Ec2InstanceMetadata", "never used"),
                        both -> assertThat(both).contains("not both"),
                        orphan -> assertThat(orphan).contains("\"nobody\", which does not exist"),
                        odd -> assertThat(odd).contains("not the ARN of a role"),
                        quote -> assertThat(quote).contains("a \" is not closed"),
                        nobody -> assertThat(nobody)
                                .contains("There is no profile \"nobody\"", "choose one of a, b, both, ec2, odd"));
        assertThat(profiles.list())
                .filteredOn(p -> !p.name().equals("a") && !p.name().equals("b"))
                .allMatch(p -> p.kind() == Kind.REFUSED && p.refused().isPresent());
    }

    private static String refusal(Profiles profiles, String name) {
        try {
            return "taken: " + profiles.way(name);
        } catch (SignInProblem problem) {
            assertThat(problem.next()).isNotBlank();
            return problem.happened() + "; " + problem.next();
        }
    }

    @Test
    void a_broken_file_is_named_with_its_line_and_without_what_is_in_it() {
        assertThatThrownBy(() -> config("""
                [profile lead]
                aws_access_key_id = AKID
                secretOfSomebody
                """))
                .isInstanceOf(SignInProblem.class)
                .hasMessageContaining(".aws/config: line 3 is not understood")
                .hasMessageNotContaining("secretOfSomebody");
        assertThatThrownBy(() -> config("[profile lead\n"))
                .hasMessageContaining("line 1 is not understood: its closing bracket is missing");
    }

    @Test
    void no_file_at_all_is_an_empty_list() {
        assertThat(Profiles.read(new Machine(Map.of(), home.resolve("nowhere"))).list())
                .isEmpty();
    }

    @Test
    void a_command_is_split_as_a_shell_would_and_nothing_more() {
        assertThat(ShellWords.of("  keys --for 'b lead' \"a \\\"b\\\" $HOME\" c\\ d ''"))
                .containsExactly("keys", "--for", "b lead", "a \"b\" $HOME", "c d", "");
        assertThat(ShellWords.of("keys; rm -rf / | tee `x`"))
                .containsExactly("keys;", "rm", "-rf", "/", "|", "tee", "`x`");
    }
}
