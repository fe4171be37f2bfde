package app.medzenhealth.cutover.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.catalogue.Operation;
import app.medzenhealth.cutover.aws.RequestShape;
import app.medzenhealth.cutover.aws.SdkOperations;
import app.medzenhealth.cutover.aws.service.AwsServices;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/** The error codes of the embedded estate, against those that AWS lists. */
class EstateRefusalsTest {
    /** Services that are asked before there is an estate. */
    private static final Set<String> SIGN_IN = Set.of("sso", "ssooidc");

    private static final Set<String> REASONS = Set.of(
            "fault",
            "throttled",
            "denied",
            "race",
            "quota",
            "capacity",
            "malformed",
            "token",
            "succeeds",
            "retired",
            "otherwise",
            "earlier",
            "unused",
            "open");

    private final AwsModels models = AwsModels.read();
    private final CommonErrors common = CommonErrors.read();
    private final EmbeddedWorld world = MedZenEstate.create(new VirtualTime(MedZenEstate.START));

    @Test
    void no_operation_in_use_can_answer_a_code_that_aws_does_not_list_for_it() {
        var wrong = new TreeSet<String>();
        var refusing = new TreeSet<String>();
        var codes = 0;
        var answered = EstateRefusals.byOperation();
        for (var operation : AwsModels.inUse()) {
            for (var code : answered.getOrDefault(operation.toString(), new TreeSet<>())) {
                codes++;
                refusing.add(operation.toString());
                if (!listed(operation, code)) {
                    wrong.add(operation + " " + code);
                }
            }
        }
        System.out.println(refusing.size() + " operations in use can refuse, with " + codes + " codes in all, "
                + wrong.size() + " of which AWS does not list");
        assertThat(wrong).isEmpty();
        assertThat(refusing).hasSizeGreaterThan(150);
    }

    /** The other way round: what AWS lists for an operation that a step sends is answered somewhere, or somebody said why not. */
    @Test
    void every_listed_error_of_an_operation_that_a_step_sends_is_answered_or_explained() {
        var answered = EstateRefusals.byOperation();
        var explained = UnansweredErrors.read();
        var used = new HashSet<UnansweredErrors>();
        var silent = new TreeSet<String>();
        var reasons = new TreeMap<String, Integer>();
        var listed = 0;
        for (var operation : AwsModels.sent()) {
            var codes = answered.getOrDefault(operation.toString(), new TreeSet<>());
            var errors = models.of(operation).operation(operation.name()).errors();
            for (var error : errors.entrySet()) {
                listed++;
                if (codes.contains(error.getKey()) || codes.contains(error.getValue())) {
                    reasons.merge("answered", 1, Integer::sum);
                    continue;
                }
                var why = explained.stream()
                        .filter(u -> u.explains(operation, error.getKey()))
                        .findFirst();
                why.ifPresent(used::add);
                reasons.merge(why.map(UnansweredErrors::reason).orElse("not explained"), 1, Integer::sum);
                if (why.isEmpty()) {
                    silent.add(operation + " " + error.getKey());
                }
            }
        }
        System.out.println(listed + " errors are listed for " + AwsModels.sent().size()
                + " operations that steps send: " + reasons);
        assertThat(silent).isEmpty();
        assertThat(used).as("explained, and needs to be").containsExactlyInAnyOrderElementsOf(explained);
        assertThat(explained).extracting(UnansweredErrors::reason).isSubsetOf(REASONS);
    }

    /** What stands before every embedded service: no permission, too many calls, a failure of AWS's, a region that is not enabled. */
    @Test
    void what_any_operation_can_answer_is_listed_for_every_service() throws Exception {
        var wrong = new TreeSet<String>();
        var kinds = new TreeSet<String>();
        for (var service : AwsServices.all()) {
            if (SIGN_IN.contains(service.id())) {
                continue;
            }
            for (var effect : InjectedFault.Effect.values()) {
                world.estate().faults().clear();
                world.estate().faults().add(InjectedFault.always(service.id(), "*", "*", effect));
                collect(service.client().get(), "eu-central-1", kinds, wrong);
            }
            world.estate().faults().clear();
            world.estate().faults().disable("af-south-1");
            collect(service.client().get(), "af-south-1", kinds, wrong);
        }
        System.out.println(kinds.size() + " refusals of any operation of a service: " + wrong.size() + " not listed");
        assertThat(wrong).isEmpty();
        assertThat(kinds).hasSizeGreaterThan(80);
    }

    /** Asks the service's first read. */
    private void collect(Class<? extends SdkClient> type, String region, Set<String> kinds, Set<String> wrong)
            throws Exception {
        var method = SdkOperations.reads(type).getFirst();
        var request = SdkOperations.request(method);
        var shape = RequestShape.of(request);
        var operation = new Operation(shape.service(), shape.operation());
        if (SdkOperations.call(world.clients().client(type, region), method, request)
                        instanceof AwsServiceException refusal
                && refusal.awsErrorDetails() != null) {
            var code = refusal.awsErrorDetails().errorCode();
            kinds.add(operation.service() + " " + code);
            if (!listed(operation, code)) {
                wrong.add(operation + " " + code);
            }
        }
    }

    private boolean listed(Operation operation, String code) {
        return models.of(operation).operation(operation.name()).lists(code) || common.lists(operation.service(), code);
    }
}
