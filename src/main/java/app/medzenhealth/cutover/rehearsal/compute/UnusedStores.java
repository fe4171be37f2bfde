package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ListBackupPlansRequest;
import software.amazon.awssdk.services.backup.model.ListBackupPlansResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeServerlessCachesRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeServerlessCachesResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsResponse;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.opensearch.model.ListDomainNamesRequest;
import software.amazon.awssdk.services.opensearch.model.ListDomainNamesResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.ListIpSetsRequest;
import software.amazon.awssdk.services.wafv2.model.ListIpSetsResponse;
import software.amazon.awssdk.services.wafv2.model.ListRegexPatternSetsRequest;
import software.amazon.awssdk.services.wafv2.model.ListRegexPatternSetsResponse;
import software.amazon.awssdk.services.wafv2.model.ListRuleGroupsRequest;
import software.amazon.awssdk.services.wafv2.model.ListRuleGroupsResponse;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsRequest;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;

/** Stores, streams and guards, of which this estate has nothing. They answer in every region. */
final class UnusedStores {

    private UnusedStores() {}

    static void register(EmbeddedClients clients) {
        clients.register(EfsClient.class, (estate, region) -> new FileSystems())
                .register(ElastiCacheClient.class, (estate, region) -> new Caches())
                .register(OpenSearchClient.class, (estate, region) -> new SearchDomains())
                .register(BackupClient.class, (estate, region) -> new BackupVaults())
                .register(KinesisClient.class, (estate, region) -> new Streams())
                .register(FirehoseClient.class, (estate, region) -> new DeliveryStreams())
                .register(SsmClient.class, (estate, region) -> new Parameters())
                .register(CloudTrailClient.class, (estate, region) -> new Trails())
                .register(ElasticLoadBalancingClient.class, (estate, region) -> new ClassicBalancers())
                .register(Wafv2Client.class, (estate, region) -> new Firewall());
    }

    private static final class FileSystems implements EfsClient {
        @Override
        public DescribeFileSystemsResponse describeFileSystems(DescribeFileSystemsRequest request) {
            return DescribeFileSystemsResponse.builder().fileSystems(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Caches implements ElastiCacheClient {
        @Override
        public DescribeCacheClustersResponse describeCacheClusters(DescribeCacheClustersRequest request) {
            return DescribeCacheClustersResponse.builder()
                    .cacheClusters(List.of())
                    .build();
        }

        @Override
        public DescribeReplicationGroupsResponse describeReplicationGroups(DescribeReplicationGroupsRequest request) {
            return DescribeReplicationGroupsResponse.builder()
                    .replicationGroups(List.of())
                    .build();
        }

        @Override
        public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
            return DescribeSnapshotsResponse.builder().snapshots(List.of()).build();
        }

        @Override
        public DescribeServerlessCachesResponse describeServerlessCaches(DescribeServerlessCachesRequest request) {
            return DescribeServerlessCachesResponse.builder()
                    .serverlessCaches(List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class SearchDomains implements OpenSearchClient {
        @Override
        public ListDomainNamesResponse listDomainNames(ListDomainNamesRequest request) {
            return ListDomainNamesResponse.builder().domainNames(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class BackupVaults implements BackupClient {
        @Override
        public ListBackupVaultsResponse listBackupVaults(ListBackupVaultsRequest request) {
            return ListBackupVaultsResponse.builder().backupVaultList(List.of()).build();
        }

        @Override
        public ListBackupPlansResponse listBackupPlans(ListBackupPlansRequest request) {
            return ListBackupPlansResponse.builder().backupPlansList(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Streams implements KinesisClient {
        @Override
        public ListStreamsResponse listStreams(ListStreamsRequest request) {
            return ListStreamsResponse.builder()
                    .streamNames(List.of())
                    .hasMoreStreams(false)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class DeliveryStreams implements FirehoseClient {
        @Override
        public ListDeliveryStreamsResponse listDeliveryStreams(ListDeliveryStreamsRequest request) {
            return ListDeliveryStreamsResponse.builder()
                    .deliveryStreamNames(List.of())
                    .hasMoreDeliveryStreams(false)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Parameters implements SsmClient {
        @Override
        public DescribeParametersResponse describeParameters(DescribeParametersRequest request) {
            return DescribeParametersResponse.builder().parameters(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Trails implements CloudTrailClient {
        @Override
        public DescribeTrailsResponse describeTrails(DescribeTrailsRequest request) {
            return DescribeTrailsResponse.builder().trailList(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class ClassicBalancers implements ElasticLoadBalancingClient {
        @Override
        public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
            return DescribeLoadBalancersResponse.builder()
                    .loadBalancerDescriptions(List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Firewall implements Wafv2Client {
        @Override
        public ListWebAcLsResponse listWebACLs(ListWebAcLsRequest request) {
            return ListWebAcLsResponse.builder().webACLs(List.of()).build();
        }

        @Override
        public ListRuleGroupsResponse listRuleGroups(ListRuleGroupsRequest request) {
            return ListRuleGroupsResponse.builder().ruleGroups(List.of()).build();
        }

        @Override
        public ListIpSetsResponse listIPSets(ListIpSetsRequest request) {
            return ListIpSetsResponse.builder().ipSets(List.of()).build();
        }

        @Override
        public ListRegexPatternSetsResponse listRegexPatternSets(ListRegexPatternSetsRequest request) {
            return ListRegexPatternSetsResponse.builder()
                    .regexPatternSets(List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
