package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.aws.service.ActionNames;
import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import app.medzenhealth.cutover.aws.service.AwsService.Scope;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.internal.AwsProtocolMetadata;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.ServiceMetadata;

/** The declarations of services, against the SDK's own metadata and what AWS documents. */
class AwsServicesTest {

    /** A second client of DynamoDB, which shares its package and its operations' names. */
    private static final Set<String> BESIDES = Set.of("DynamoDbStreamsClient");

    /**
     * By SDK id: prefix of IAM's actions, service in ARNs, command of the aws CLI, page. The first two stand on the page
     * {@code list_….html} of the Service Authorization Reference ("service prefix", "Resource types"; a hyphen where it has none),
     * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html;
     * commands are those of https://docs.aws.amazon.com/cli/latest/reference/.
     */
    private static final String DOCUMENTED = """
            account                  account                  account                  account                     account
            acm                      acm                      acm                      acm                         acm
            apigateway               apigateway               apigateway               apigateway                  apigateway
            apigatewayv2             apigateway               apigateway               apigatewayv2                apigatewayv2
            applicationautoscaling   application-autoscaling  application-autoscaling  application-autoscaling     application-autoscaling
            backup                   backup                   backup                   backup                      backup
            chimesdkidentity         chime                    chime                    chime-sdk-identity          chime
            chimesdkmediapipelines   chime                    chime                    chime-sdk-media-pipelines   chime
            chimesdkmessaging        chime                    chime                    chime-sdk-messaging         chime
            chimesdkvoice            chime                    chime                    chime-sdk-voice             chime
            cloudformation           cloudformation           cloudformation           cloudformation              cloudformation
            cloudtrail               cloudtrail               cloudtrail               cloudtrail                  cloudtrail
            cloudwatch               cloudwatch               cloudwatch               cloudwatch                  cloudwatch
            cloudwatchlogs           logs                     logs                     logs                        logs
            cognitoidentity          cognito-identity         cognito-identity         cognito-identity            cognito-identity
            cognitoidentityprovider  cognito-idp              cognito-idp              cognito-idp                 cognito-idp
            costexplorer             ce                       ce                       ce                          ce
            dynamodb                 dynamodb                 dynamodb                 dynamodb                    dynamodb
            ec2                      ec2                      ec2                      ec2                         ec2
            ecr                      ecr                      ecr                      ecr                         ecr
            ecs                      ecs                      ecs                      ecs                         ecs
            efs                      elasticfilesystem        elasticfilesystem        efs                         efs
            elasticache              elasticache              elasticache              elasticache                 elasticache
            elasticloadbalancing     elasticloadbalancing     elasticloadbalancing     elb                         elb
            elasticloadbalancingv2   elasticloadbalancing     elasticloadbalancing     elbv2                       elbv2
            eventbridge              events                   events                   events                      events
            firehose                 firehose                 firehose                 firehose                    firehose
            iam                      iam                      iam                      iam                         iam
            kinesis                  kinesis                  kinesis                  kinesis                     kinesis
            kms                      kms                      kms                      kms                         kms
            lambda                   lambda                   lambda                   lambda                      lambda
            opensearch               es                       es                       opensearch                  es
            rds                      rds                      rds                      rds                         rds
            resourcegroupstaggingapi tag                      -                        resourcegroupstaggingapi    resourcegroupstaggingapi
            route53                  route53                  route53                  route53                     route53
            s3                       s3                       s3                       s3api                       s3
            scheduler                scheduler                scheduler                scheduler                   scheduler
            secretsmanager           secretsmanager           secretsmanager           secretsmanager              secretsmanager
            servicequotas            servicequotas            servicequotas            service-quotas              service-quotas
            sfn                      states                   states                   stepfunctions               stepfunctions
            sns                      sns                      sns                      sns                         sns
            sqs                      sqs                      sqs                      sqs                         sqs
            ssm                      ssm                      ssm                      ssm                         ssm
            sso                      sso                      sso                      sso                         iam-identity-center
            ssooidc                  sso-oauth                -                        sso-oidc                    sso-oidc
            sts                      sts                      sts                      sts                         sts
            wafv2                    wafv2                    wafv2                    wafv2                       wafv2
            """;

    private record Documented(String id, String iamPrefix, String arn, String command, String page) {
        static Documented of(String line) {
            var words = line.strip().split("\\s+");
            return new Documented(words[0], words[1], words[2], words[3], words[4]);
        }
    }

    private static AwsService declared(Class<?> client) {
        return AwsServices.of(Spelling.service(client))
                .orElseThrow(() -> new AssertionError(client + " has no service"));
    }

    static List<AwsService> services() {
        return List.copyOf(AwsServices.all());
    }

    @Test
    void every_client_of_the_build_is_that_of_a_service_and_every_service_has_one() throws Exception {
        Set<Class<?>> clients = new HashSet<>(SdkOperations.clients());
        Set<Class<?>> named = services().stream().map(s -> s.client().get()).collect(Collectors.toSet());
        assertThat(clients).hasSizeGreaterThan(45).containsAll(named);
        clients.removeAll(named);
        assertThat(clients).extracting(Class::getSimpleName).containsExactlyInAnyOrderElementsOf(BESIDES);
        services().forEach(s -> assertThat(Spelling.service(s.client().get())).isEqualTo(s.id()));
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_signs_speaks_and_lives_as_the_sdk_says(AwsService service) throws Exception {
        Class<? extends SdkClient> client = service.client().get();
        assertThat(service.signingName())
                .isEqualTo(client.getField("SERVICE_NAME").get(null));

        var metadata = (String) client.getField("SERVICE_METADATA_ID").get(null);
        var global = ServiceMetadata.of(metadata).servicePartitions().stream()
                .filter(p -> p.partition().id().equals("aws"))
                .anyMatch(p -> p.globalRegion().isPresent());
        assertThat(service.scope()).isEqualTo(global ? Scope.GLOBAL : Scope.REGIONAL);

        assertThat(service.protocol()).isEqualTo(protocol(client));
    }

    private static Protocol protocol(Class<? extends SdkClient> client) throws ReflectiveOperationException {
        Class<?> made = Class.forName(client.getPackageName() + ".Default" + client.getSimpleName());
        var field = Arrays.stream(made.getDeclaredFields())
                .filter(f -> f.getType() == AwsProtocolMetadata.class)
                .findFirst()
                .orElseThrow();
        field.setAccessible(true);
        var protocol = ((AwsProtocolMetadata) field.get(null)).serviceProtocol();
        return switch (protocol) {
            case "query" -> Protocol.QUERY;
            case "ec2" -> Protocol.EC2;
            // Where CBOR is switched off, as the live clients do, it falls back to JSON.
            case "json", "cbor" -> Protocol.JSON;
            case "rest-json" -> Protocol.REST_JSON;
            case "rest-xml" -> Protocol.REST_XML;
            default -> throw new AssertionError(client + " speaks " + protocol);
        };
    }

    @Test
    void iam_arns_and_the_command_line_call_every_service_as_documented() {
        var documented = DOCUMENTED.lines().map(Documented::of).toList();
        assertThat(documented)
                .extracting(Documented::id)
                .containsExactlyElementsOf(
                        services().stream().map(AwsService::id).toList());
        for (var row : documented) {
            var service = AwsServices.of(row.id()).orElseThrow();
            assertThat(service.iamPrefix()).as(row.toString()).isEqualTo(row.iamPrefix());
            assertThat(service.command()).as(row.toString()).isEqualTo(row.command());
            assertThat(row.arn()).as(row.toString()).isIn("-", service.arnName());
        }
    }

    @Test
    void every_reader_reads_a_service_and_asks_what_is_declared_to_be_a_read_of_it() {
        var wrong = new TreeSet<String>();
        for (var readers : List.of(Readers.inventory(), Readers.sweep())) {
            for (var reader : readers) {
                var reads = AwsServices.named(reader.service()).stream()
                        .flatMap(s -> s.reads().stream())
                        .collect(Collectors.toSet());
                reader.operations().stream()
                        .filter(o -> !reads.contains(o))
                        .forEach(o -> wrong.add(reader.service() + " " + o));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void services_of_one_name_are_one_to_iam_too() {
        var prefixes = services().stream()
                .collect(Collectors.groupingBy(
                        AwsService::name, Collectors.mapping(AwsService::iamPrefix, Collectors.toSet())));
        assertThat(prefixes)
                .hasSizeGreaterThan(40)
                .allSatisfy((name, prefix) -> assertThat(prefix).hasSize(1));
    }

    /** Reads are compared by {@link EveryOperationTest}, as is how operations are spelled. */
    @ParameterizedTest
    @MethodSource("services")
    void operations_members_and_spellings_that_a_service_names_are_the_sdks(AwsService service) throws Exception {
        var operations = new HashSet<String>();
        var members = new HashSet<String>();
        var classes = new StringBuilder();
        for (var client : SdkOperations.clients()) {
            if (declared(client) != service) {
                continue;
            }
            for (var method : SdkOperations.requests(client)) {
                var request = method.getParameterTypes()[0];
                operations.add(Spelling.operation(request));
                classes.append(request.getSimpleName()).append(' ');
                var builder = (SdkPojo) request.getMethod("builder").invoke(null);
                builder.sdkFields().forEach(f -> members.add(f.memberName()));
            }
        }
        assertThat(members)
                .containsAll(service.members())
                .containsAll(service.firstMembers().values());
        assertThat(operations).containsAll(service.firstMembers().keySet());
        if (service.actions() instanceof ActionNames.AsOperations named) {
            assertThat(operations).containsAll(named.exceptions().keySet());
        }
        service.spelling().keySet().forEach(word -> assertThat(classes).contains(word));
    }

    private static final class Observed extends URLClassLoader {
        private Observed(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        private boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }
    }

    @Test
    void to_know_the_services_loads_no_client() throws Exception {
        var path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(AwsServicesTest::url)
                .toArray(URL[]::new);
        try (var loader = new Observed(path)) {
            var all = Class.forName(AwsServices.class.getName(), true, loader)
                    .getMethod("all")
                    .invoke(null);
            assertThat((Iterable<?>) all).hasSameSizeAs(services());
            assertThat(loader.hasLoaded(AwsService.class.getName())).isTrue();
            assertThat(services().stream().map(s -> s.client().get().getName()).filter(loader::hasLoaded))
                    .isEmpty();
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
