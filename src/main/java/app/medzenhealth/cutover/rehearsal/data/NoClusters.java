package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;

/** What this estate's databases are not made of: clusters, proxies, and options of their own. */
abstract class NoClusters implements RdsClient {

    @Override
    public DescribeDbClusterSnapshotsResponse describeDBClusterSnapshots(DescribeDbClusterSnapshotsRequest request) {
        return DescribeDbClusterSnapshotsResponse.builder()
                .dbClusterSnapshots(List.of())
                .build();
    }

    @Override
    public DescribeDbClusterParameterGroupsResponse describeDBClusterParameterGroups(
            DescribeDbClusterParameterGroupsRequest request) {
        return DescribeDbClusterParameterGroupsResponse.builder()
                .dbClusterParameterGroups(List.of())
                .build();
    }

    @Override
    public DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
        return DescribeOptionGroupsResponse.builder()
                .optionGroupsList(List.of())
                .build();
    }

    @Override
    public DescribeDbProxiesResponse describeDBProxies(DescribeDbProxiesRequest request) {
        return DescribeDbProxiesResponse.builder().dbProxies(List.of()).build();
    }

    @Override
    public DescribeDbClusterAutomatedBackupsResponse describeDBClusterAutomatedBackups(
            DescribeDbClusterAutomatedBackupsRequest request) {
        return DescribeDbClusterAutomatedBackupsResponse.builder()
                .dbClusterAutomatedBackups(List.of())
                .build();
    }

    @Override
    public DescribeDbClustersResponse describeDBClusters(DescribeDbClustersRequest request) {
        return DescribeDbClustersResponse.builder().dbClusters(List.of()).build();
    }
}
