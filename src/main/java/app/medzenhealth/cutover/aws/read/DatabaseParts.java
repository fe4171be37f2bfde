package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;

/** Clusters, their snapshots, and what databases are made with. The groups that AWS has for every engine cannot be deleted. */
final class DatabaseParts {

    private DatabaseParts() {}

    /** Aurora's, DocumentDB's and Neptune's. */
    static List<Found> clusters(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBClusters(
                                b -> b.includeShared(false).marker(token)),
                        DescribeDbClustersResponse::dbClusters,
                        DescribeDbClustersResponse::marker)
                .stream()
                .map(c -> new Found(
                        "cluster",
                        in.region(),
                        text(c.dbClusterIdentifier()),
                        text(c.dbClusterArn()),
                        text(c.dbClusterIdentifier()),
                        text(c.status()),
                        details("engine", text(c.engine()) + " " + text(c.engineVersion())),
                        DataReads.tags(c.tagList())))
                .toList();
    }

    /** Automated and manual ones. */
    static List<Found> clusterSnapshots(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBClusterSnapshots(b -> b.marker(token)),
                        DescribeDbClusterSnapshotsResponse::dbClusterSnapshots,
                        DescribeDbClusterSnapshotsResponse::marker)
                .stream()
                .map(s -> new Found(
                        "cluster-snapshot",
                        in.region(),
                        text(s.dbClusterSnapshotIdentifier()),
                        text(s.dbClusterSnapshotArn()),
                        text(s.dbClusterSnapshotIdentifier()),
                        text(s.status()),
                        details("of", s.dbClusterIdentifier(), "kind", s.snapshotType(), "engine", s.engine()),
                        DataReads.tags(s.tagList())))
                .toList();
    }

    /** Those that outlived their cluster; others go with it. */
    static List<Found> clusterBackups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBClusterAutomatedBackups(b -> b.marker(token)),
                        DescribeDbClusterAutomatedBackupsResponse::dbClusterAutomatedBackups,
                        DescribeDbClusterAutomatedBackupsResponse::marker)
                .stream()
                .map(b -> NetworkReads.without(
                        new Found(
                                "cluster-automated-backup",
                                in.region(),
                                text(b.dbClusterResourceId()),
                                text(b.dbClusterAutomatedBackupsArn()),
                                text(b.dbClusterIdentifier()),
                                text(b.status()),
                                details("retention (days)", b.backupRetentionPeriod()),
                                Map.of()),
                        "active"))
                .toList();
    }

    static List<Found> parameterGroups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBParameterGroups(b -> b.marker(token)),
                        DescribeDbParameterGroupsResponse::dbParameterGroups,
                        DescribeDbParameterGroupsResponse::marker)
                .stream()
                .map(g -> group(
                        in,
                        "parameter-group",
                        text(g.dbParameterGroupName()),
                        text(g.dbParameterGroupArn()),
                        text(g.dbParameterGroupFamily())))
                .toList();
    }

    static List<Found> clusterParameterGroups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBClusterParameterGroups(b -> b.marker(token)),
                        DescribeDbClusterParameterGroupsResponse::dbClusterParameterGroups,
                        DescribeDbClusterParameterGroupsResponse::marker)
                .stream()
                .map(g -> group(
                        in,
                        "cluster-parameter-group",
                        text(g.dbClusterParameterGroupName()),
                        text(g.dbClusterParameterGroupArn()),
                        text(g.dbParameterGroupFamily())))
                .toList();
    }

    static List<Found> subnetGroups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBSubnetGroups(b -> b.marker(token)),
                        DescribeDbSubnetGroupsResponse::dbSubnetGroups,
                        DescribeDbSubnetGroupsResponse::marker)
                .stream()
                .map(g -> group(
                        in,
                        "subnet-group",
                        text(g.dbSubnetGroupName()),
                        text(g.dbSubnetGroupArn()),
                        text(g.dbSubnetGroupDescription())))
                .toList();
    }

    static List<Found> optionGroups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeOptionGroups(b -> b.marker(token)),
                        DescribeOptionGroupsResponse::optionGroupsList,
                        DescribeOptionGroupsResponse::marker)
                .stream()
                .map(g -> group(
                        in,
                        "option-group",
                        text(g.optionGroupName()),
                        text(g.optionGroupArn()),
                        text(g.engineName()) + " " + text(g.majorEngineVersion())))
                .toList();
    }

    static List<Found> proxies(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBProxies(b -> b.marker(token)),
                        DescribeDbProxiesResponse::dbProxies,
                        DescribeDbProxiesResponse::marker)
                .stream()
                .map(p -> new Found(
                        "proxy",
                        in.region(),
                        text(p.dbProxyName()),
                        text(p.dbProxyArn()),
                        text(p.dbProxyName()),
                        text(p.statusAsString()),
                        details("engine", p.engineFamily()),
                        Map.of()))
                .toList();
    }

    /** {@code default}, {@code default.postgres15} and {@code default:postgres-15} are AWS's own. */
    private static Found group(ServiceReading in, String type, String name, String arn, String of) {
        var found = new Found(type, in.region(), name, arn, name, "", details("for", of), Map.of());
        return name.matches("default([.:].*)?") ? found.leftOut() : found;
    }
}
