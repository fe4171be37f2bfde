package app.medzenhealth.cutover.aws.read;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.ScriptedClients;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.concurrent.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Every call that any reader makes for one thing of a list fails for the second of two: because it is gone, may not be read, or AWS
 * does not answer. The first is there as ever, and of the second it is said.
 */
class EveryDetailTest {

    private static final String REGION = "eu-central-1";

    private enum Fault {
        GONE,
        DENIED,
        SERVER_ERROR,
        THROTTLED_FOR_EVER
    }

    /** Not in the services' models: S3 has none for its errors, CloudFormation none for this operation, HEAD no body. */
    private static final Set<String> NOT_MODELLED =
            Set.of("ValidationError", "404", "NotFound", "ReplicationConfigurationNotFoundError", "NoSuchBucketPolicy");

    private record Case(Reader reader, String operation, Fault fault) {
        @Override
        public String toString() {
            return operation + " " + fault;
        }
    }

    @Test
    void one_detail_that_fails_never_takes_the_list_and_never_goes_unsaid() throws Exception {
        var calm = new LinkedHashMap<Reader, List<Found>>();
        var cases = new ArrayList<Case>();
        var details = new TreeSet<String>();
        for (var reader : Readers.sweep()) {
            var clients = new ScriptedClients((region, request) -> ModelAnswers.to(request));
            var found = read(reader, clients);
            calm.put(reader, found);
            assertThat(found.stream().filter(Found::isNotKnown))
                    .as(reader.service())
                    .isEmpty();
            assertThat(things(found, "1"))
                    .as(reader.service() + " lists something")
                    .isNotEmpty();
            Set<String> asked = clients.got().stream()
                    .map(ScriptedClients.Got::request)
                    .filter(r -> !ModelAnswers.keys(r).isEmpty())
                    .map(EveryDetailTest::operation)
                    .collect(Collectors.toCollection(TreeSet::new));
            details.addAll(asked);
            asked.forEach(o -> Stream.of(Fault.values())
                    .filter(f -> f != Fault.GONE || !detail(o).goneCodes().isEmpty())
                    .forEach(f -> cases.add(new Case(reader, o, f))));
        }
        var wrong = new ArrayList<String>();
        var threads = Threads.crew(24, "details");
        try {
            var judged = new ArrayList<Future<Optional<String>>>();
            cases.forEach(c -> judged.add(threads.submit(() -> judge(c, calm.get(c.reader())))));
            for (var verdict : judged) {
                verdict.get().ifPresent(wrong::add);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("details: " + calm.size() + " readers, " + details.size()
                + " operations that ask one thing, " + cases.size() + " cases, wrong " + wrong.size());
        assertThat(wrong).isEmpty();
        Set<String> known = Arrays.stream(Detail.values())
                .map(d -> d.service() + " " + d.operation())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).isEqualTo(details);
    }

    private static Optional<String> judge(Case c, List<Found> calm) throws InterruptedException {
        List<Found> found;
        try {
            found = read(c.reader(), new ScriptedClients((region, request) -> {
                if (meets(c.operation(), request) && ModelAnswers.keys(request).contains("2")) {
                    throw failure(c);
                }
                return ModelAnswers.to(request);
            }));
        } catch (RuntimeException e) {
            return Optional.of(c + " took the list: " + e);
        }
        if (!things(found, "1").containsAll(things(calm, "1"))) {
            return Optional.of(c + " took another: " + things(calm, "1") + " became " + things(found, "1"));
        }
        var unknown = found.stream().filter(Found::isNotKnown).toList();
        var lost = things(calm, "2");
        lost.removeAll(things(found, "2"));
        if (c.fault() == Fault.GONE) {
            return !unknown.isEmpty() || lost.isEmpty()
                    ? Optional.of(c + " is not left out: " + unknown)
                    : Optional.empty();
        }
        if (unknown.isEmpty()) {
            return Optional.of(c + " goes unsaid");
        }
        var types = unknown.stream().map(Found::type).collect(Collectors.toSet());
        lost.removeIf(thing -> types.contains(thing.split(" ")[0]));
        return lost.isEmpty() ? Optional.empty() : Optional.of(c + " lost " + lost);
    }

    /** Where a bucket's HEAD fails its location is asked: both, or the fault is none. */
    private static boolean meets(String operation, SdkRequest request) {
        return operation(request).equals(operation)
                || operation.equals("s3 HeadBucket") && operation(request).equals("s3 GetBucketLocation");
    }

    private static AwsServiceException failure(Case c) {
        return switch (c.fault()) {
            case GONE -> {
                var code = detail(c.operation()).goneCodes().iterator().next();
                yield answer(code, "Stack with id x does not exist", 404);
            }
            case DENIED -> answer("AccessDeniedException", "Access Denied", 403);
            case SERVER_ERROR -> answer("InternalFailure", "broken", 500);
            case THROTTLED_FOR_EVER -> answer("ThrottlingException", "Rate exceeded", 400);
        };
    }

    private static AwsServiceException answer(String code, String words, int status) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(words)
                        .build())
                .message(words)
                .statusCode(status)
                .build();
    }

    private static Detail detail(String operation) {
        return Arrays.stream(Detail.values())
                .filter(d -> operation.equals(d.service() + " " + d.operation()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation + " asks one thing of a list and is not in Detail"));
    }

    private static List<Found> read(Reader reader, ScriptedClients clients) throws InterruptedException {
        var time = new SetTime();
        var guard = new Guard(
                clients, "558069890522", new PermitBook(time), new MemoryTrail(), time, (step, region) -> false);
        return reader.read().all(new ServiceReading(guard.guarded(), REGION, "558069890522", Runnable::run));
    }

    /** {@code type id}. */
    private static Set<String> things(List<Found> found, String key) {
        return found.stream()
                .filter(Found::isResource)
                .filter(f -> f.id().endsWith("-" + key))
                .map(f -> f.type() + " " + f.id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The SDK's names, as {@code service Operation}. */
    private static String operation(SdkRequest request) {
        var parts = request.getClass().getName().split("\\.");
        var name = parts[parts.length - 1].replaceFirst("Request$", "");
        return parts[4] + " " + name;
    }

    @Test
    void every_code_is_one_of_the_services_model_and_every_detail_a_read() {
        for (var detail : Detail.values()) {
            assertThat(Operations.isRead(detail.service(), detail.operation()))
                    .as(detail.name())
                    .isTrue();
            Stream.concat(detail.goneCodes().stream(), detail.unsetCodes().stream())
                    .filter(code -> !NOT_MODELLED.contains(code))
                    .forEach(code -> assertThat(modelled(detail.service(), code))
                            .as(detail + " " + code)
                            .isTrue());
        }
    }

    private static boolean modelled(String service, String code) {
        var simple = code.endsWith("Exception") ? code : code + "Exception";
        try {
            Class.forName("software.amazon.awssdk.services." + service + ".model." + simple);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
