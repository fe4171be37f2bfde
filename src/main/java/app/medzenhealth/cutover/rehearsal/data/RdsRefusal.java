package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotAllowedException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTaskAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.IamRoleMissingPermissionsException;
import software.amazon.awssdk.services.rds.model.IamRoleNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSubnetGroupException;
import software.amazon.awssdk.services.rds.model.InvalidDbSubnetGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportSourceStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportTaskStateException;
import software.amazon.awssdk.services.rds.model.InvalidS3BucketException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;
import software.amazon.awssdk.services.rds.model.InvalidVpcNetworkStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/** How RDS refuses. */
final class RdsRefusal {

    private RdsRefusal() {}

    static AwsServiceException noInstance(String id) {
        return AwsFault.of(
                DbInstanceNotFoundException.builder(), "DBInstanceNotFound", 404, "DBInstance " + id + " not found.");
    }

    static AwsServiceException instanceExists() {
        return AwsFault.of(
                DbInstanceAlreadyExistsException.builder(),
                "DBInstanceAlreadyExists",
                400,
                "DB instance already exists");
    }

    static AwsServiceException instanceState(String message) {
        return AwsFault.of(InvalidDbInstanceStateException.builder(), "InvalidDBInstanceState", 400, message);
    }

    static AwsServiceException instanceQuota() {
        return AwsFault.of(
                InstanceQuotaExceededException.builder(),
                "InstanceQuotaExceeded",
                400,
                "DB Instance quota exceeded. Maximum number of instances allowed in this Region has been reached.");
    }

    static AwsServiceException snapshotQuota() {
        return AwsFault.of(
                SnapshotQuotaExceededException.builder(),
                "SnapshotQuotaExceeded",
                400,
                "Cannot create more than the allowed number of manual snapshots.");
    }

    static AwsServiceException noSnapshot(String id) {
        return AwsFault.of(
                DbSnapshotNotFoundException.builder(), "DBSnapshotNotFound", 404, "DBSnapshot " + id + " not found.");
    }

    static AwsServiceException snapshotExists(String id) {
        return AwsFault.of(
                DbSnapshotAlreadyExistsException.builder(),
                "DBSnapshotAlreadyExists",
                400,
                "Cannot create the snapshot because a snapshot with the identifier " + id + " already exists.");
    }

    static AwsServiceException snapshotState(String message) {
        return AwsFault.of(InvalidDbSnapshotStateException.builder(), "InvalidDBSnapshotState", 400, message);
    }

    static AwsServiceException noKey(String key) {
        return AwsFault.of(
                KmsKeyNotAccessibleException.builder(),
                "KMSKeyNotAccessibleFault",
                400,
                "The specified KMS key [" + key
                        + "] does not exist, is not enabled or you do not have permissions to access it.");
    }

    static AwsServiceException noParameterGroup(String name) {
        return AwsFault.of(
                DbParameterGroupNotFoundException.builder(),
                "DBParameterGroupNotFound",
                404,
                "DBParameterGroup not found: " + name);
    }

    static AwsServiceException parameterGroupExists(String name) {
        return AwsFault.of(
                DbParameterGroupAlreadyExistsException.builder(),
                "DBParameterGroupAlreadyExists",
                400,
                "Parameter group " + name + " already exists");
    }

    static AwsServiceException parameterGroupState(String message) {
        return AwsFault.of(
                InvalidDbParameterGroupStateException.builder(), "InvalidDBParameterGroupState", 400, message);
    }

    static AwsServiceException noSubnetGroup(String name) {
        return AwsFault.of(
                DbSubnetGroupNotFoundException.builder(),
                "DBSubnetGroupNotFoundFault",
                404,
                "DB subnet group '" + name + "' does not exist.");
    }

    /** CreateDBInstanceReadReplica: a subnet group is for a source in another region alone. */
    static AwsServiceException subnetGroupNotAllowed() {
        return AwsFault.of(
                DbSubnetGroupNotAllowedException.builder(),
                "DBSubnetGroupNotAllowedFault",
                400,
                "The DBSubnetGroup shouldn't be specified while creating read replicas that lie in the same region as the source"
                        + " instance.");
    }

    static AwsServiceException tooFewZones() {
        return AwsFault.of(
                DbSubnetGroupDoesNotCoverEnoughAZsException.builder(),
                "DBSubnetGroupDoesNotCoverEnoughAZs",
                400,
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Please add subnets to cover at"
                        + " least 2 AZs.");
    }

    /** CreateDBInstanceReadReplica: cross-region replicas of one source lie in one VPC. */
    static AwsServiceException otherNetwork(String group) {
        return AwsFault.of(
                InvalidDbSubnetGroupException.builder(),
                "InvalidDBSubnetGroupFault",
                400,
                "The DBSubnetGroup " + group
                        + " doesn't belong to the same VPC as that of an existing cross-region read"
                        + " replica of the same source instance.");
    }

    static AwsServiceException network(String group) {
        return AwsFault.of(
                InvalidVpcNetworkStateException.builder(),
                "InvalidVPCNetworkStateFault",
                400,
                "The DB subnet group " + group
                        + " doesn't cover all Availability Zones after it's created because of users'" + " change.");
    }

    static AwsServiceException roleLacks(String role) {
        return AwsFault.of(
                IamRoleMissingPermissionsException.builder(),
                "IamRoleMissingPermissions",
                400,
                "The IAM role " + role + " requires additional permissions to export to an Amazon S3 bucket.");
    }

    static AwsServiceException subnetGroupExists(String name) {
        return AwsFault.of(
                DbSubnetGroupAlreadyExistsException.builder(),
                "DBSubnetGroupAlreadyExists",
                400,
                "The DB subnet group '" + name + "' already exists.");
    }

    static AwsServiceException subnetGroupState(String message) {
        return AwsFault.of(
                InvalidDbSubnetGroupStateException.builder(), "InvalidDBSubnetGroupStateFault", 400, message);
    }

    static AwsServiceException noDefaultSubnet() {
        return AwsFault.of(
                InvalidSubnetException.builder(),
                "InvalidSubnet",
                400,
                "No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.");
    }

    static AwsServiceException exportExists(String id) {
        return AwsFault.of(
                ExportTaskAlreadyExistsException.builder(),
                "ExportTaskAlreadyExists",
                400,
                "An export task with the identifier " + id + " already exists.");
    }

    static AwsServiceException noExport(String id) {
        return AwsFault.of(
                ExportTaskNotFoundException.builder(), "ExportTaskNotFound", 404, "Export task " + id + " not found.");
    }

    static AwsServiceException exportState(String message) {
        return AwsFault.of(InvalidExportTaskStateException.builder(), "InvalidExportTaskStateFault", 400, message);
    }

    static AwsServiceException exportSourceState(String message) {
        return AwsFault.of(InvalidExportSourceStateException.builder(), "InvalidExportSourceState", 400, message);
    }

    static AwsServiceException noBucket(String bucket) {
        return AwsFault.of(
                InvalidS3BucketException.builder(),
                "InvalidS3BucketFault",
                400,
                "The specified S3 bucket " + bucket + " can't be found or Amazon RDS isn't authorized to access it.");
    }

    static AwsServiceException noRole(String role) {
        return AwsFault.of(
                IamRoleNotFoundException.builder(),
                "IamRoleNotFound",
                404,
                "The IAM role " + role + " is missing for performing the operation.");
    }

    static AwsServiceException noRetainedBackup(String id) {
        return AwsFault.of(
                DbInstanceAutomatedBackupNotFoundException.builder(),
                "DBInstanceAutomatedBackupNotFound",
                404,
                "No automated backup for " + id + " was found.");
    }

    static AwsServiceException parameter(String message) {
        return AwsFault.of(RdsException.builder(), "InvalidParameterValue", 400, message);
    }

    static AwsServiceException combination(String message) {
        return AwsFault.of(RdsException.builder(), "InvalidParameterCombination", 400, message);
    }
}
