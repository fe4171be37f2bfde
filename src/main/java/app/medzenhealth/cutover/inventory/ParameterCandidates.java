package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Plan.Parameter;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/** Lists live what a plan's parameter may be set to. */
public final class ParameterCandidates {
    private static final int MOST = 1_000;
    private static final String GLOBAL = "us-east-1";

    private final Clients clients;
    private final Plan plan;
    private final Timekeeper time;

    public ParameterCandidates(Clients clients, Plan plan, Timekeeper time) {
        this.clients = clients;
        this.plan = plan;
        this.time = time;
    }

    /** @param label what a person recognises it by */
    public record Candidate(String value, String label) {}

    /** Never throws for what AWS says: that is unknown. Kinds that AWS cannot list have no candidates. */
    public Observation<List<Candidate>> of(Parameter parameter) {
        var from = time.instant();
        try {
            var found = list(
                    parameter,
                    parameter.region().orElse(plan.regions().getFirst().id()));
            return new Observation.Known<>(found, time.instant(), Duration.between(from, time.instant()));
        } catch (SdkException e) {
            return new Observation.Unknown<>(
                    AwsErrors.explain(e).reason(), time.instant(), Duration.between(from, time.instant()));
        }
    }

    private List<Candidate> list(Parameter parameter, String region) {
        return switch (parameter.kind()) {
            case HOSTED_ZONE ->
                clients.client(Route53Client.class, GLOBAL).listHostedZonesPaginator().hostedZones().stream()
                        .limit(MOST)
                        .map(z -> new Candidate(z.id().replaceFirst("^/hostedzone/", ""), z.name()))
                        .toList();
            case KMS_KEY ->
                clients.client(KmsClient.class, region).listAliasesPaginator().aliases().stream()
                        .limit(MOST)
                        .map(a -> new Candidate(a.aliasName(), String.valueOf(a.targetKeyId())))
                        .toList();
            case DB_SUBNET_GROUP ->
                clients.client(RdsClient.class, region).describeDBSubnetGroupsPaginator().dbSubnetGroups().stream()
                        .limit(MOST)
                        .map(g -> new Candidate(g.dbSubnetGroupName(), String.valueOf(g.dbSubnetGroupDescription())))
                        .toList();
            case SECURITY_GROUP ->
                clients.client(Ec2Client.class, region).describeSecurityGroupsPaginator().securityGroups().stream()
                        .limit(MOST)
                        .map(g -> new Candidate(g.groupId(), g.groupName()))
                        .toList();
            case BUCKET ->
                clients
                        .client(S3Client.class, region)
                        .listBucketsPaginator(ListBucketsRequest.builder().build())
                        .buckets()
                        .stream()
                        .limit(MOST)
                        .map(b -> new Candidate(b.name(), String.valueOf(b.bucketRegion())))
                        .toList();
            case ROLE ->
                clients.client(IamClient.class, GLOBAL).listRolesPaginator().roles().stream()
                        .limit(MOST)
                        .map(r -> new Candidate(r.roleName(), r.arn()))
                        .toList();
            case TEXT, DIRECTORY, URL -> List.of();
        };
    }
}
