package app.medzenhealth.cutover.inventory.candidate;

import static app.medzenhealth.cutover.inventory.candidate.Candidate.fact;

import app.medzenhealth.cutover.aws.Clients;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/** Databases, tables and buckets. */
final class DataCandidates {
    private DataCandidates() {}

    static List<Candidate> subnetGroups(Clients clients, String region, int most) {
        return clients.client(RdsClient.class, region).describeDBSubnetGroupsPaginator().dbSubnetGroups().stream()
                .limit(most)
                .map(g -> Candidate.of(
                        g.dbSubnetGroupName(),
                        g.vpcId(),
                        g.subnets().size() + " subnets",
                        g.dbSubnetGroupDescription()))
                .toList();
    }

    static List<Candidate> parameterGroups(Clients clients, String region, int most) {
        return clients.client(RdsClient.class, region).describeDBParameterGroupsPaginator().dbParameterGroups().stream()
                .limit(most)
                .map(g -> Candidate.of(g.dbParameterGroupName(), g.dbParameterGroupFamily(), g.description()))
                .toList();
    }

    static List<Candidate> snapshots(Clients clients, String region, int most) {
        return clients.client(RdsClient.class, region).describeDBSnapshotsPaginator().dbSnapshots().stream()
                .limit(most)
                .map(s -> Candidate.of(
                        s.dbSnapshotIdentifier(),
                        fact("of", s.dbInstanceIdentifier()),
                        s.status(),
                        s.snapshotType(),
                        fact("GiB", s.allocatedStorage()),
                        fact("taken", s.snapshotCreateTime())))
                .toList();
    }

    static List<Candidate> tables(Clients clients, String region, int most) {
        var dynamo = clients.client(DynamoDbClient.class, region);
        return dynamo.listTablesPaginator().tableNames().stream()
                .limit(most)
                .map(t -> table(dynamo.describeTable(q -> q.tableName(t)).table()))
                .toList();
    }

    private static Candidate table(TableDescription table) {
        return Candidate.of(
                table.tableName(),
                table.tableStatusAsString(),
                fact("items", table.itemCount()),
                fact("created", table.creationDateTime()));
    }

    static List<Candidate> buckets(Clients clients, String region, int most) {
        return clients
                .client(S3Client.class, region)
                .listBucketsPaginator(ListBucketsRequest.builder().build())
                .buckets()
                .stream()
                .limit(most)
                .map(b -> Candidate.of(b.name(), fact("in", b.bucketRegion()), fact("created", b.creationDate())))
                .toList();
    }
}
