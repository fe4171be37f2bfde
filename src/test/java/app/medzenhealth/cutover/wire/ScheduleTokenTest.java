package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/** The one call that an action may make whose token the SDK would make up. The shipped plan's estate has no schedules. */
class ScheduleTokenTest {

    private static final String REGION = "eu-west-1";

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private Wire wire;
    private LiveClients raw;
    private WireBench bench;

    @BeforeEach
    void aSchedule() throws Exception {
        var world = MedZenEstate.create(time);
        world.clients()
                .client(SchedulerClient.class, REGION)
                .createSchedule(b -> b.name("nightly")
                        .scheduleExpression("rate(1 day)")
                        .flexibleTimeWindow(w -> w.mode("OFF"))
                        .target(t -> t.arn("arn:aws:lambda:eu-west-1:558069890522:function:nightly")
                                .roleArn("arn:aws:iam::558069890522:role/scheduler")));
        wire = new Wire(new EstateBackend(world.clients()), EstateBackend::throttled);
        raw = new LiveClients(StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(wire.endpoint()));
        bench = new WireBench(raw, time, folder, new WireBench.Probers(world.http(), world.dns(), world.sql()));
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        wire.close();
    }

    @Test
    void a_switch_that_did_not_get_through_is_asked_for_again_with_the_same_token() throws Exception {
        wire.weather(r -> isUpdate(r) ? Fault.SERVER_ERROR : Fault.NONE);
        assertThatThrownBy(() -> bench.run("5.3", WireBench.make(switching("off"))));
        var tries = tokens().size();
        assertThat(tries).isPositive();
        wire.weather(r -> Fault.NONE);
        bench.run("5.3", WireBench.make(switching("off")));
        assertThat(tokens()).hasSize(tries + 1);
        assertThat(Set.copyOf(tokens())).hasSize(1);
    }

    @Test
    void a_schedule_switched_to_and_fro_is_never_asked_with_a_token_that_was_used_up() throws Exception {
        for (var state : List.of("off", "on", "off")) {
            bench.run("5.3", WireBench.make(switching(state)));
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(tokens()).hasSize(3).doesNotHaveDuplicates();
        assertThat(wire.broken()).isEmpty();
    }

    @Test
    void no_action_makes_another_request_whose_token_the_sdk_would_make_up() throws Exception {
        var requests = new TreeSet<String>();
        for (var action : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("app.medzenhealth.cutover.action")) {
            action.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getName().replaceFirst("\\$Builder$", ""))
                    .filter(n -> n.startsWith("software.amazon.awssdk.services.") && n.endsWith("Request"))
                    .forEach(requests::add);
        }
        assertThat(requests).hasSizeGreaterThan(100);
        var madeUp = new TreeSet<String>();
        for (var name : requests) {
            Class<?> type = Class.forName(name);
            if (SdkRequest.class.isAssignableFrom(type)) {
                var builder = (SdkPojo) type.getMethod("builder").invoke(null);
                if (builder.sdkFields().stream().anyMatch(f -> f.containsTrait(DefaultValueTrait.class))) {
                    madeUp.add(name);
                }
            }
        }
        assertThat(madeUp).containsExactly(UpdateScheduleRequest.class.getName());
    }

    private static ActionUse switching(String state) {
        return use("triggers.switch", REGION, Map.of("schedules", List.of("nightly"), "state", state));
    }

    private static boolean isUpdate(Request request) {
        return RequestReader.operation(request).name().equals("UpdateSchedule");
    }

    private List<String> tokens() {
        return wire.passed().stream()
                .map(Wire.Passed::request)
                .filter(ScheduleTokenTest::isUpdate)
                .map(r -> r.text().replaceAll("(?s).*\"ClientToken\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
