package app.medzenhealth.cutover.rehearsal.stacks;

import static app.medzenhealth.cutover.rehearsal.stacks.NetworkKinds.attributes;
import static app.medzenhealth.cutover.rehearsal.stacks.ResourceKind.taking;

import app.medzenhealth.cutover.rehearsal.compute.EmbeddedApiGateway;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLogs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedSns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.model.DeleteRestApiRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;

/** Clusters, functions, APIs, log groups and topics in stacks. */
final class ComputeKinds {
    static final Map<String, ResourceKind> ALL = Map.of(
            "AWS::ECS::Cluster",
                    taking(
                            10,
                            ComputeKinds::cluster,
                            (site, id) -> new EmbeddedEcs(site.estate(), site.region())
                                    .deleteCluster(DeleteClusterRequest.builder()
                                            .cluster(id)
                                            .build())),
            "AWS::Lambda::Function",
                    taking(
                            12,
                            ComputeKinds::function,
                            (site, id) -> new EmbeddedLambda(site.estate(), site.region())
                                    .deleteFunction(DeleteFunctionRequest.builder()
                                            .functionName(id)
                                            .build())),
            "AWS::ApiGateway::RestApi",
                    taking(
                            35,
                            ComputeKinds::refused,
                            (site, id) -> new EmbeddedApiGateway(site.estate(), site.region())
                                    .deleteRestApi(DeleteRestApiRequest.builder()
                                            .restApiId(id)
                                            .build())),
            "AWS::Logs::LogGroup",
                    taking(
                            3,
                            ComputeKinds::logGroup,
                            (site, id) -> logs(site)
                                    .deleteLogGroup(DeleteLogGroupRequest.builder()
                                            .logGroupName(id)
                                            .build())),
            "AWS::SNS::Topic",
                    taking(
                            5,
                            ComputeKinds::topic,
                            (site, id) -> new EmbeddedSns(site.estate(), site.region())
                                    .deleteTopic(DeleteTopicRequest.builder()
                                            .topicArn(id)
                                            .build())));

    private ComputeKinds() {}

    private static EmbeddedLogs logs(Site site) {
        return new EmbeddedLogs(site.estate(), site.region());
    }

    private static ResourceKind.Made cluster(Site site, Map<String, Object> p) {
        var made = new EmbeddedEcs(site.estate(), site.region())
                .createCluster(CreateClusterRequest.builder()
                        .clusterName(site.name(p.get("ClusterName")))
                        .settings((p.get("ClusterSettings") instanceof List<?> all ? all : List.of())
                                .stream()
                                        .map(TemplateReader::map)
                                        .map(s -> ClusterSetting.builder()
                                                .name(Site.text(s.get("Name")))
                                                .value(Site.text(s.get("Value")))
                                                .build())
                                        .toList())
                        .build())
                .cluster();
        site.estate().tags().put(made.clusterArn(), site.tags(p));
        return new ResourceKind.Made(made.clusterName(), attributes("Arn", made.clusterArn()));
    }

    private static ResourceKind.Made function(Site site, Map<String, Object> p) {
        var variables = new TreeMap<String, String>();
        TemplateReader.map(TemplateReader.map(p.get("Environment")).get("Variables"))
                .forEach((k, v) -> variables.put(k, String.valueOf(v)));
        var name = site.name(p.get("FunctionName"));
        var arn = new EmbeddedLambda(site.estate(), site.region())
                .createFunction(CreateFunctionRequest.builder()
                        .functionName(name)
                        .runtime(Site.text(p.get("Runtime")))
                        .handler(Site.text(p.get("Handler")))
                        .role(Site.text(p.get("Role")))
                        .timeout(Site.number(p.get("Timeout")).orElse(null))
                        .memorySize(Site.number(p.get("MemorySize")).orElse(null))
                        .description(Site.text(p.get("Description")))
                        .environment(e -> e.variables(variables))
                        .code(code(TemplateReader.map(p.get("Code"))))
                        .tags(site.tags(p))
                        .build())
                .functionArn();
        return new ResourceKind.Made(name, attributes("Arn", arn));
    }

    private static FunctionCode code(Map<String, Object> code) {
        @Nullable String inline = Site.text(code.get("ZipFile"));
        return inline == null
                ? FunctionCode.builder()
                        .s3Bucket(Site.text(code.get("S3Bucket")))
                        .s3Key(Site.text(code.get("S3Key")))
                        .build()
                : FunctionCode.builder().zipFile(zipped(inline)).build();
    }

    private static SdkBytes zipped(String source) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry("index.js");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(source.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }

    private static ResourceKind.Made refused(Site site, Map<String, Object> p) {
        throw new StackTemplate.Malformed(
                "The estate makes no REST APIs; " + site.logicalId() + " can only be deleted");
    }

    private static ResourceKind.Made logGroup(Site site, Map<String, Object> p) {
        var name = p.get("LogGroupName") == null ? site.name(null) : String.valueOf(p.get("LogGroupName"));
        logs(site)
                .createLogGroup(CreateLogGroupRequest.builder()
                        .logGroupName(name)
                        .tags(site.tags(p))
                        .build());
        Site.number(p.get("RetentionInDays"))
                .ifPresent(days -> logs(site)
                        .putRetentionPolicy(PutRetentionPolicyRequest.builder()
                                .logGroupName(name)
                                .retentionInDays(days)
                                .build()));
        return new ResourceKind.Made(
                name, attributes("Arn", site.estate().arn("logs", site.region(), "log-group:" + name + ":*")));
    }

    private static ResourceKind.Made topic(Site site, Map<String, Object> p) {
        var name = site.name(p.get("TopicName"));
        var arn = new EmbeddedSns(site.estate(), site.region())
                .createTopic(
                        CreateTopicRequest.builder().name(name).tags(List.of()).build())
                .topicArn();
        site.estate().tags().put(arn, site.tags(p));
        return new ResourceKind.Made(arn, attributes("TopicName", name, "TopicArn", arn));
    }
}
