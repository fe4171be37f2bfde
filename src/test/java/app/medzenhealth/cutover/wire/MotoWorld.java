package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.monitor.DnsProber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Fills an empty emulator with what the actions need, by the names of the plan. */
final class MotoWorld implements AutoCloseable {

    static final String IRELAND = "eu-west-1";
    static final String FRANKFURT = "eu-central-1";
    static final String CAPE_TOWN = "af-south-1";
    static final String GLOBAL = "us-east-1";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},"
                    + "\"Action\":\"sts:AssumeRole\"}]}";

    final LiveClients clients;

    MotoWorld(LiveClients clients) {
        this.clients = clients;
    }

    RdsClient rds(String region) {
        return clients.client(RdsClient.class, region);
    }

    String key(String region, String alias) {
        var kms = clients.client(KmsClient.class, region);
        var arn = kms.createKey(b -> b.description(alias)).keyMetadata().arn();
        kms.createAlias(b -> b.aliasName(alias).targetKeyId(arn));
        return arn;
    }

    /** In the default network. */
    List<String> subnets(String region) {
        return clients.client(Ec2Client.class, region).describeSubnets().subnets().stream()
                .map(s -> s.subnetId())
                .sorted()
                .toList();
    }

    String network(String region) {
        return clients.client(Ec2Client.class, region)
                .describeVpcs()
                .vpcs()
                .getFirst()
                .vpcId();
    }

    String securityGroup(String region, String name) {
        return clients.client(Ec2Client.class, region)
                .createSecurityGroup(b -> b.groupName(name).description(name).vpcId(network(region)))
                .groupId();
    }

    void subnetGroup(String region, String name) {
        rds(region)
                .createDBSubnetGroup(b ->
                        b.dbSubnetGroupName(name).dbSubnetGroupDescription(name).subnetIds(subnets(region)));
    }

    /** The production database in Ireland, with its own parameter group. */
    void database() {
        rds(IRELAND)
                .createDBParameterGroup(b -> b.dbParameterGroupName("medzen-ehrbase-pg15")
                        .dbParameterGroupFamily("postgres15")
                        .description("MedZen"));
        var key = key(IRELAND, "alias/medzen-rds");
        rds(IRELAND)
                .createDBInstance(b -> b.dbInstanceIdentifier("medzen-ehrbase-db")
                        .engine("postgres")
                        .engineVersion("15.4")
                        .dbInstanceClass("db.t3.medium")
                        .allocatedStorage(100)
                        .masterUsername("ehrbase_admin")
                        .masterUserPassword("moto-only-password")
                        .backupRetentionPeriod(7)
                        .storageEncrypted(true)
                        .kmsKeyId(key)
                        .dbParameterGroupName("medzen-ehrbase-pg15"));
    }

    String role(String name, String service) {
        return clients.client(IamClient.class, GLOBAL)
                .createRole(b -> b.roleName(name).assumeRolePolicyDocument(TRUST.formatted(service)))
                .role()
                .arn();
    }

    void function(String region, String name, String role) {
        clients.client(LambdaClient.class, region)
                .createFunction(b -> b.functionName(name)
                        .runtime("nodejs20.x")
                        .handler("index.handler")
                        .role(role)
                        .timeout(30)
                        .memorySize(256)
                        .environment(e -> e.variables(Map.of("STAGE", "production")))
                        .code(c -> c.zipFile(FunctionZip.of("exports.handler = 1;" + name))));
    }

    /** The hosted zone, with the names as they are before the migration. */
    String zone() {
        var dns = clients.client(Route53Client.class, GLOBAL);
        var zone = dns.createHostedZone(b -> b.name("medzenhealth.app.").callerReference("zone-1"))
                .hostedZone()
                .id()
                .replace("/hostedzone/", "");
        dns.changeResourceRecordSets(b -> b.hostedZoneId(zone)
                .changeBatch(c -> c.changes(Change.builder()
                        .action("CREATE")
                        .resourceRecordSet(record("ehr.medzenhealth.app.", "old.eu-west-1.elb.amazonaws.com", 300))
                        .build())));
        return zone;
    }

    private static ResourceRecordSet record(String name, String value, long ttl) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.CNAME)
                .ttl(ttl)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
    }

    /** What an authoritative server of the zone would say: the emulator's own records. */
    DnsProber names(String zone) {
        return new DnsProber() {
            @Override
            public List<Answer> authoritative(String name, String type) {
                return List.of(resolver(name, type));
            }

            @Override
            public Answer resolver(String name, String type) {
                return clients
                        .client(Route53Client.class, GLOBAL)
                        .listResourceRecordSets(b -> b.hostedZoneId(zone))
                        .resourceRecordSets()
                        .stream()
                        .filter(r -> r.name().replaceFirst("\\.$", "").equals(name.replaceFirst("\\.$", "")))
                        .filter(r -> r.typeAsString().equals(type))
                        .findFirst()
                        .<Answer>map(r -> new Answer.Records(
                                "ns-1.example",
                                r.resourceRecords().stream()
                                        .map(ResourceRecord::value)
                                        .toList(),
                                Duration.ofSeconds(r.ttl())))
                        .orElse(new Answer.NoSuchName("ns-1.example"));
            }
        };
    }

    static Path zipFile(Path folder, String name) throws IOException {
        var zip = FunctionZip.of("exports.handler = 2;" + name).asByteArray();
        return Files.write(Files.createDirectories(folder).resolve(name + ".zip"), zip);
    }

    @Override
    public void close() {
        clients.close();
    }
}
