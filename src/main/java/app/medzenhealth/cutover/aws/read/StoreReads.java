package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupPlansResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeServerlessCachesResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;

/** What holds data besides databases and buckets: file systems, caches, search domains, backup vaults. */
final class StoreReads {

    private StoreReads() {}

    static List<Found> fileSystems(ServiceReading in) {
        var client = in.client(EfsClient.class);
        return in
                .pages(
                        token -> client.describeFileSystems(b -> b.marker(token)),
                        DescribeFileSystemsResponse::fileSystems,
                        DescribeFileSystemsResponse::nextMarker)
                .stream()
                .map(f -> fileSystem(in, f))
                .toList();
    }

    private static Found fileSystem(ServiceReading in, FileSystemDescription f) {
        var tags = new TreeMap<String, String>();
        f.tags().forEach(t -> tags.put(text(t.key()), text(t.value())));
        return new Found(
                "file-system",
                in.region(),
                text(f.fileSystemId()),
                f.fileSystemArn() == null
                        ? in.arn("elasticfilesystem", "file-system/" + f.fileSystemId())
                        : f.fileSystemArn(),
                f.name() == null || f.name().isBlank() ? text(f.fileSystemId()) : f.name(),
                text(f.lifeCycleStateAsString()),
                details("encrypted", f.encrypted(), "mount targets", f.numberOfMountTargets()),
                tags);
    }

    static List<Found> caches(ServiceReading in) throws InterruptedException {
        var client = in.client(ElastiCacheClient.class);
        return in.together(
                new Listing(
                        "cache-cluster",
                        () -> in
                                .pages(
                                        token -> client.describeCacheClusters(b -> b.marker(token)),
                                        DescribeCacheClustersResponse::cacheClusters,
                                        DescribeCacheClustersResponse::marker)
                                .stream()
                                .map(c -> cache(
                                        in,
                                        "cache-cluster",
                                        text(c.cacheClusterId()),
                                        text(c.arn()),
                                        text(c.cacheClusterStatus()),
                                        text(c.engine()) + " " + text(c.engineVersion())))
                                .toList()),
                new Listing(
                        "replication-group",
                        () -> in
                                .pages(
                                        token -> client.describeReplicationGroups(b -> b.marker(token)),
                                        DescribeReplicationGroupsResponse::replicationGroups,
                                        DescribeReplicationGroupsResponse::marker)
                                .stream()
                                .map(g -> cache(
                                        in,
                                        "replication-group",
                                        text(g.replicationGroupId()),
                                        text(g.arn()),
                                        text(g.status()),
                                        text(g.engine())))
                                .toList()),
                new Listing(
                        "snapshot",
                        () -> in
                                .pages(
                                        token -> client.describeSnapshots(b -> b.marker(token)),
                                        DescribeSnapshotsResponse::snapshots,
                                        DescribeSnapshotsResponse::marker)
                                .stream()
                                .map(s -> cache(
                                        in,
                                        "snapshot",
                                        text(s.snapshotName()),
                                        text(s.arn()),
                                        text(s.snapshotStatus()),
                                        text(s.engine())))
                                .toList()),
                new Listing(
                        "serverless-cache",
                        () -> in
                                .pages(
                                        token -> client.describeServerlessCaches(b -> b.nextToken(token)),
                                        DescribeServerlessCachesResponse::serverlessCaches,
                                        DescribeServerlessCachesResponse::nextToken)
                                .stream()
                                .map(c -> cache(
                                        in,
                                        "serverless-cache",
                                        text(c.serverlessCacheName()),
                                        text(c.arn()),
                                        text(c.status()),
                                        text(c.engine())))
                                .toList()));
    }

    private static Found cache(ServiceReading in, String type, String name, String arn, String state, String engine) {
        return new Found(type, in.region(), name, arn, name, state, details("engine", engine), Map.of());
    }

    static List<Found> domains(ServiceReading in) {
        var client = in.client(OpenSearchClient.class);
        return in.call(() -> client.listDomainNames(b -> {})).domainNames().stream()
                .map(d -> new Found(
                        "domain",
                        in.region(),
                        text(d.domainName()),
                        in.arn("es", "domain/" + d.domainName()),
                        text(d.domainName()),
                        "",
                        details("engine", d.engineTypeAsString()),
                        Map.of()))
                .toList();
    }

    static List<Found> backups(ServiceReading in) throws InterruptedException {
        var client = in.client(BackupClient.class);
        return in.together(
                new Listing(
                        "backup-vault",
                        () -> in
                                .pages(
                                        token -> client.listBackupVaults(b -> b.nextToken(token)),
                                        ListBackupVaultsResponse::backupVaultList,
                                        ListBackupVaultsResponse::nextToken)
                                .stream()
                                .map(v -> vault(in, v))
                                .toList()),
                new Listing(
                        "backup-plan",
                        () -> in
                                .pages(
                                        token -> client.listBackupPlans(b -> b.nextToken(token)),
                                        ListBackupPlansResponse::backupPlansList,
                                        ListBackupPlansResponse::nextToken)
                                .stream()
                                .map(p -> new Found(
                                        "backup-plan",
                                        in.region(),
                                        text(p.backupPlanId()),
                                        text(p.backupPlanArn()),
                                        text(p.backupPlanName()),
                                        "",
                                        Map.of(),
                                        Map.of()))
                                .toList()));
    }

    /** The ones that AWS makes are of interest only with something in them. */
    private static Found vault(ServiceReading in, BackupVaultListMember v) {
        var found = new Found(
                "backup-vault",
                in.region(),
                text(v.backupVaultName()),
                text(v.backupVaultArn()),
                text(v.backupVaultName()),
                text(v.vaultStateAsString()),
                details("recovery points", v.numberOfRecoveryPoints(), "locked", v.locked()),
                Map.of());
        var empty = v.numberOfRecoveryPoints() != null && v.numberOfRecoveryPoints() == 0;
        return empty && text(v.backupVaultName()).matches("Default|aws/.*") ? found.leftOut() : found;
    }
}
