package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.WrongAccount;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.DatabaseControl;
import app.medzenhealth.cutover.wire.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** From a profile to a live session against the emulator, and what of it is on disk. */
@ExtendWith(MotoServer.Shared.class)
class LiveSignInTest {
    private static final List<String> SECRETS = List.of(
            "AKIAPLANTEDPLANTED00",
            "plantedSecretAccessKey0123456789abcdefgh",
            "plantedSessionToken",
            "424242",
            "plantedDatabasePassword",
            "plantedWindowPassword");

    @TempDir
    private Path folder;

    /** Why the session goes on in an emulator that has forgotten. */
    private Optional<String> forgotten = Optional.empty();

    /** Has no one to ask but gives the code. */
    private static final class Lead implements Person {
        @Override
        public String mfaCode(String serial, String profile) {
            return "424242";
        }

        @Override
        public void visit(DeviceCode code) {
            throw new AssertionError("no single sign-on here");
        }

        @Override
        public void progress(String text) {}
    }

    private static PlanReading.Read plan() {
        return (PlanReading.Read) PlanFile.SHIPPED.read();
    }

    private LiveSignIn door(PlanReading.Read plan, URI endpoint) throws IOException {
        Files.createDirectories(folder.resolve("home/.aws"));
        Files.writeString(folder.resolve("home/.aws/config"), """
                [profile base]
                aws_access_key_id = AKIAPLANTEDPLANTED00
                aws_secret_access_key = plantedSecretAccessKey0123456789abcdefgh
                aws_session_token = plantedSessionToken
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/operator
                source_profile = base
                role_session_name = lead
                mfa_serial = arn:aws:iam::558069890522:mfa/lead
                """);
        return new LiveSignIn(
                plan,
                new LiveWishes(
                        Optional.of("lead"),
                        Optional.of(endpoint),
                        Optional.of(folder),
                        Optional.empty(),
                        WhichSession.LAST,
                        DatabaseLogin.of(
                                new DatabaseLogin.Given(
                                        Optional.of("reader"),
                                        Optional.of("plantedDatabasePassword"),
                                        Optional.empty()),
                                Map.of()),
                        forgotten,
                        "lead"),
                StateDirectory.at(folder.resolve("state")),
                new Machine(Map.of(), folder.resolve("home")));
    }

    private static List<AuditRecord> records(LiveApp desk) {
        return desk.workplace().records().trail().records(1, Long.MAX_VALUE).toList();
    }

    @Test
    void a_session_only_reads_until_changes_are_allowed_and_no_secret_is_in_any_file(MotoServer moto) throws Exception {
        try (var door = door(plan(), moto.endpoint())) {
            var desk = door.open("lead", Leave.READ_ONLY, new Lead());
            var session = desk.workplace().session();
            var console = WindowConsole.of(desk);
            assertThat(console.endpoint()).hasValueSatisfying(e -> assertThat(e).contains("not AWS"));
            assertThat(console.credentialsUntil()).isPresent();
            assertThat(session.plan().steps().filter(s -> denied(desk, s.id())))
                    .as("a step that would change something")
                    .isNotEmpty();
            desk.access().allow(Leave.CHANGES, new Operator("lead"));
            console.databases()
                    .orElseThrow()
                    .use(new DatabaseControl.Wanted("reader", "plantedWindowPassword", "ehrbase", ""));
            desk.workplace()
                    .records()
                    .trail()
                    .append("lead", "note", "", Map.of("text", "a tool said plantedDatabasePassword"));
            assertThat(session.plan().steps().filter(s -> denied(desk, s.id()))).isEmpty();
            // Errors may repeat what was sent.
            session.note(new Operator("lead"), "the keys are " + String.join(" and ", SECRETS));
            assertThat(records(desk))
                    .extracting(AuditRecord::kind)
                    .contains("signin.done", "session.leave", "session.open");
        }
        assertThat(written(folder.resolve("state")))
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
    }

    /** Looks at few: each review reads AWS. */
    private static boolean denied(LiveApp desk, String step) {
        if (!List.of("1.2", "1.3").contains(step)) {
            return false;
        }
        try {
            return desk.workplace().session().review(step).checks().stream()
                    .anyMatch(c -> c.title().equals("Changes are allowed") && !c.passed());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> written(Path state) throws IOException {
        try (var files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> {
                        try {
                            return new String(Files.readAllBytes(f), StandardCharsets.ISO_8859_1);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void another_account_opens_nothing_and_is_in_the_trail(MotoServer moto) throws Exception {
        var shipped = plan().plan();
        var text = Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml"))
                .replace(shipped.account(), "111122223333");
        var file = Files.writeString(folder.resolve("other.yaml"), text);
        var other = (PlanReading.Read) new PlanFile(Optional.of(file)).read();
        try (var door = door(other, moto.endpoint())) {
            assertThatThrownBy(() -> door.open("lead", Leave.CHANGES, new Lead()))
                    .isInstanceOf(WrongAccount.class);
        }
        try (var reopened = Records.open(StateDirectory.at(folder.resolve("state")), "look", InstantSource.system())) {
            assertThat(reopened.trail().records(1, Long.MAX_VALUE))
                    .extracting(AuditRecord::kind)
                    .contains("signin.refused")
                    .doesNotContain("session.open", "signin.done");
        }
    }

    @Test
    void an_endpoint_elsewhere_is_refused_before_anything_is_opened() {
        assertThatThrownBy(() -> door(plan(), URI.create("http://example.com:5000")))
                .isInstanceOf(Refused.class);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    private String opened(MotoServer moto) throws Exception {
        try (var door = door(plan(), moto.endpoint())) {
            return door.open("lead", Leave.READ_ONLY, new Lead())
                    .workplace()
                    .session()
                    .view()
                    .resumption()
                    .orElse("");
        }
    }

    /** As a step would have, with its records: no call has an outcome that has no intent. */
    private static void make(LiveApp desk, MotoServer moto, String topic) {
        try (var sns = topics(moto)) {
            sns.createTopic(r -> r.name(topic));
        }
        var call = Map.<String, Object>of(
                "region", "eu-central-1", "service", "sns", "operation", "CreateTopic", "resource", topic);
        var trail = desk.workplace().records().trail();
        var outcome = new LinkedHashMap<>(call);
        outcome.put("intent", trail.append("lead", "call.intent", "2.1", call).seq());
        outcome.put("outcome", "done");
        trail.append("lead", "call.outcome", "2.1", outcome);
    }

    private static SnsClient topics(MotoServer moto) {
        return SnsClient.builder()
                .endpointOverride(moto.endpoint())
                .region(Region.EU_CENTRAL_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")))
                .build();
    }

    @Test
    void a_session_does_not_go_on_in_an_emulator_that_has_forgotten_what_it_made_unless_somebody_says_why(
            MotoServer moto) throws Exception {
        try (var door = door(plan(), moto.endpoint())) {
            var desk = door.open("lead", Leave.READ_ONLY, new Lead());
            make(desk, moto, "medzen-one");
            make(desk, moto, "medzen-two");
        }
        assertThat(opened(moto)).as("all of it is there").doesNotContain("medzen-one", "no longer");

        try (var sns = topics(moto)) {
            sns.deleteTopic(r -> r.topicArn("arn:aws:sns:eu-central-1:" + MotoServer.ACCOUNT + ":medzen-one"));
        }
        assertThat(opened(moto))
                .contains("The emulator no longer has sns medzen-one in eu-central-1")
                .doesNotContain("medzen-two");

        moto.reset();
        var before = opens();
        assertThatThrownBy(() -> opened(moto))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.next()).contains("--new", "--forgotten"))
                .hasMessageContaining("nothing is left of sns medzen-one in eu-central-1, sns medzen-two");
        assertThat(opens()).as("nothing was opened").isEqualTo(before);

        forgotten = Optional.of("only the records are looked at tonight");
        assertThat(opened(moto)).contains("It continues anyway: only the records are looked at tonight");
        assertThat(kinds()).contains("session.forgotten");
        assertThat(opens()).isEqualTo(before + 1);
    }

    @Test
    void signing_in_again_to_an_emulator_that_has_forgotten_puts_the_session_on_hold(MotoServer moto) throws Exception {
        try (var door = door(plan(), moto.endpoint())) {
            var desk = door.open("lead", Leave.CHANGES, new Lead());
            make(desk, moto, "medzen-one");
            desk.access().again("lead", new Lead());
            assertThat(desk.workplace().session().view().hold()).isInstanceOf(SessionView.Hold.Off.class);

            moto.reset();
            assertThatThrownBy(() -> desk.access().again("lead", new Lead()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("has forgotten");
            assertThat(desk.workplace().session().view().hold()).isInstanceOf(SessionView.Hold.On.class);
        }
    }

    private List<String> kinds() {
        try (var records = Records.open(StateDirectory.at(folder.resolve("state")), "look", InstantSource.system())) {
            return records.trail()
                    .records(1, Long.MAX_VALUE)
                    .map(AuditRecord::kind)
                    .toList();
        }
    }

    private int opens() {
        return (int) kinds().stream().filter("session.open"::equals).count();
    }
}
