package app.medzenhealth.cutover.rehearsal.stacks;

import static app.medzenhealth.cutover.rehearsal.stacks.NetworkKinds.attributes;
import static app.medzenhealth.cutover.rehearsal.stacks.ResourceKind.taking;

import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedDynamo;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedIam;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedS3;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import tools.jackson.databind.json.JsonMapper;

/** Subnet groups, roles, tables and buckets in stacks. */
final class DataKinds {
    static final Map<String, ResourceKind> ALL = Map.of(
            "AWS::RDS::DBSubnetGroup", taking(8, DataKinds::subnetGroup, DataKinds::removeSubnetGroup),
            "AWS::IAM::Role",
                    taking(
                            18,
                            DataKinds::role,
                            (site, id) -> new EmbeddedIam(site.estate(), site.region())
                                    .deleteRole(DeleteRoleRequest.builder()
                                            .roleName(id)
                                            .build())),
            "AWS::DynamoDB::Table",
                    taking(
                            22,
                            DataKinds::table,
                            (site, id) -> new EmbeddedDynamo(site.estate(), site.region())
                                    .deleteTable(DeleteTableRequest.builder()
                                            .tableName(id)
                                            .build())),
            "AWS::S3::Bucket",
                    taking(
                            22,
                            DataKinds::bucket,
                            (site, id) -> new EmbeddedS3(site.estate(), site.region())
                                    .deleteBucket(DeleteBucketRequest.builder()
                                            .bucket(id)
                                            .build())));

    private DataKinds() {}

    private static ResourceKind.Made subnetGroup(Site site, Map<String, Object> p) {
        var rds = RdsState.of(site.estate(), site.region());
        var name = site.name(p.get("DBSubnetGroupName")).toLowerCase(Locale.ROOT);
        var subnets = Site.texts(p.get("SubnetIds"));
        if (rds.subnetGroup(name).isPresent()) {
            throw new StackTemplate.Malformed("The DB subnet group '" + name + "' already exists.");
        }
        var known = Ec2State.of(site.estate(), site.region()).subnets.stream()
                .filter(s -> subnets.contains(s.subnetId()))
                .toList();
        if (known.size() < subnets.size()) {
            throw new StackTemplate.Malformed("Some input subnets in :" + subnets + " are invalid.");
        }
        if (known.stream().map(s -> s.availabilityZone()).distinct().count() < 2) {
            throw new StackTemplate.Malformed(
                    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current"
                            + " AZ coverage: " + known.size() + ". Add subnets to cover at least 2 AZs.");
        }
        rds.seed(new SubnetGroup(
                name,
                String.valueOf(p.getOrDefault("DBSubnetGroupDescription", "")),
                known.getFirst().vpcId(),
                subnets));
        site.estate().tags().put(site.estate().arn("rds", site.region(), "subgrp:" + name), site.tags(p));
        return new ResourceKind.Made(name, Map.of());
    }

    private static void removeSubnetGroup(Site site, String name) {
        var rds = RdsState.of(site.estate(), site.region());
        var used =
                rds.databases().stream().anyMatch(db -> db.spec().subnetGroup().equals(name));
        if (used) {
            throw new StackTemplate.Malformed("Cannot delete the subnet group '" + name
                    + "' because at least one database instance" + " is still using it.");
        }
        rds.subnetGroup(name).ifPresent(rds::remove);
    }

    private static ResourceKind.Made role(Site site, Map<String, Object> p) {
        var made = new EmbeddedIam(site.estate(), site.region())
                .createRole(CreateRoleRequest.builder()
                        .roleName(site.name(p.get("RoleName")))
                        .path(Site.text(p.getOrDefault("Path", "/")))
                        .assumeRolePolicyDocument(JsonMapper.shared()
                                .writeValueAsString(p.getOrDefault("AssumeRolePolicyDocument", Map.of())))
                        .build())
                .role();
        site.estate().tags().put(made.arn(), site.tags(p));
        return new ResourceKind.Made(made.roleName(), attributes("Arn", made.arn(), "RoleId", made.roleId()));
    }

    private static ResourceKind.Made table(Site site, Map<String, Object> p) {
        var name = site.name(p.get("TableName"));
        var arn = new EmbeddedDynamo(site.estate(), site.region())
                .createTable(CreateTableRequest.builder()
                        .tableName(name)
                        .billingMode(Site.text(p.get("BillingMode")))
                        .attributeDefinitions(maps(p.get("AttributeDefinitions")).stream()
                                .map(a -> AttributeDefinition.builder()
                                        .attributeName(Site.text(a.get("AttributeName")))
                                        .attributeType(Site.text(a.get("AttributeType")))
                                        .build())
                                .toList())
                        .keySchema(maps(p.get("KeySchema")).stream()
                                .map(k -> KeySchemaElement.builder()
                                        .attributeName(Site.text(k.get("AttributeName")))
                                        .keyType(Site.text(k.get("KeyType")))
                                        .build())
                                .toList())
                        .deletionProtectionEnabled("true".equals(Site.text(p.get("DeletionProtectionEnabled"))))
                        .build())
                .tableDescription()
                .tableArn();
        site.estate().tags().put(arn, site.tags(p));
        return new ResourceKind.Made(name, attributes("Arn", arn));
    }

    private static ResourceKind.Made bucket(Site site, Map<String, Object> p) {
        var name = site.name(p.get("BucketName")).toLowerCase(Locale.ROOT);
        var request = CreateBucketRequest.builder().bucket(name);
        if (!site.region().equals("us-east-1")) {
            request.createBucketConfiguration(c -> c.locationConstraint(site.region()));
        }
        new EmbeddedS3(site.estate(), site.region()).createBucket(request.build());
        return new ResourceKind.Made(
                name,
                attributes(
                        "Arn", "arn:aws:s3:::" + name,
                        "DomainName", name + ".s3.amazonaws.com",
                        "RegionalDomainName", name + ".s3." + site.region() + ".amazonaws.com"));
    }

    private static List<Map<String, Object>> maps(@Nullable Object value) {
        var found = new ArrayList<Map<String, Object>>();
        if (value instanceof List<?> list) {
            list.forEach(each -> found.add(TemplateReader.map(each)));
        }
        return found;
    }
}
