package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.ListAppInstancesResponse;
import software.amazon.awssdk.services.chimesdkmediapipelines.ChimeSdkMediaPipelinesClient;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaInsightsPipelineConfigurationsResponse;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaPipelinesResponse;
import software.amazon.awssdk.services.chimesdkmessaging.ChimeSdkMessagingClient;
import software.amazon.awssdk.services.chimesdkmessaging.model.ListChannelFlowsResponse;
import software.amazon.awssdk.services.chimesdkvoice.ChimeSdkVoiceClient;
import software.amazon.awssdk.services.chimesdkvoice.model.ListSipMediaApplicationsResponse;
import software.amazon.awssdk.services.chimesdkvoice.model.ListVoiceConnectorsResponse;

/** What the Chime SDK keeps: messaging, voice and media pipelines. Meetings end by themselves and cannot be listed. */
final class ChimeReads {

    private ChimeReads() {}

    /** Each of the four services is in other regions; Cape Town has none of them. */
    static boolean offered(ServiceReading in) {
        return in.offers(ChimeSdkIdentityClient.serviceMetadata())
                || in.offers(ChimeSdkVoiceClient.serviceMetadata())
                || in.offers(ChimeSdkMediaPipelinesClient.serviceMetadata());
    }

    static List<Found> everything(ServiceReading in) throws InterruptedException {
        var reads = new ArrayList<Listing>();
        if (in.offers(ChimeSdkIdentityClient.serviceMetadata())) {
            reads.add(new Listing("app-instance", () -> appInstances(in)));
        }
        if (in.offers(ChimeSdkVoiceClient.serviceMetadata())) {
            reads.add(new Listing("voice-connector", () -> voiceConnectors(in)));
            reads.add(new Listing("sip-media-application", () -> sipApplications(in)));
        }
        if (in.offers(ChimeSdkMediaPipelinesClient.serviceMetadata())) {
            reads.add(new Listing("media-pipeline", () -> pipelines(in)));
            reads.add(new Listing("insights-configuration", () -> insights(in)));
        }
        return in.together(reads.toArray(Listing[]::new));
    }

    private static List<Found> appInstances(ServiceReading in) throws InterruptedException {
        var client = in.client(ChimeSdkIdentityClient.class);
        var instances = in.pages(
                token -> client.listAppInstances(b -> b.nextToken(token)),
                ListAppInstancesResponse::appInstances,
                ListAppInstancesResponse::nextToken);
        return in.each("channel-flow", instances, a -> "of " + text(a.name()), (a, details) -> {
            var found = new ArrayList<Found>();
            found.add(found(in, "app-instance", text(a.appInstanceArn()), text(a.name()), Map.of()));
            details.ask(Detail.CHANNEL_FLOWS, () -> flows(in, text(a.appInstanceArn())))
                    .ifPresent(found::addAll);
            return found;
        });
    }

    private static List<Found> flows(ServiceReading in, String appInstance) {
        if (!in.offers(ChimeSdkMessagingClient.serviceMetadata())) {
            return List.of();
        }
        var client = in.client(ChimeSdkMessagingClient.class);
        return in
                .pages(
                        token -> client.listChannelFlows(
                                b -> b.appInstanceArn(appInstance).nextToken(token)),
                        ListChannelFlowsResponse::channelFlows,
                        ListChannelFlowsResponse::nextToken)
                .stream()
                .map(f -> found(
                        in,
                        "channel-flow",
                        text(f.channelFlowArn()),
                        text(f.name()),
                        details("processors", f.processors().size())))
                .toList();
    }

    private static List<Found> voiceConnectors(ServiceReading in) {
        var client = in.client(ChimeSdkVoiceClient.class);
        return in
                .pages(
                        token -> client.listVoiceConnectors(b -> b.nextToken(token)),
                        ListVoiceConnectorsResponse::voiceConnectors,
                        ListVoiceConnectorsResponse::nextToken)
                .stream()
                // The list is the same in every region; each connector says where it is.
                .filter(v -> v.awsRegion() == null || v.awsRegionAsString().equals(in.region()))
                .map(v -> found(
                        in,
                        "voice-connector",
                        text(v.voiceConnectorArn()),
                        text(v.name()),
                        details("encryption required", v.requireEncryption())))
                .toList();
    }

    private static List<Found> sipApplications(ServiceReading in) {
        var client = in.client(ChimeSdkVoiceClient.class);
        return in
                .pages(
                        token -> client.listSipMediaApplications(b -> b.nextToken(token)),
                        ListSipMediaApplicationsResponse::sipMediaApplications,
                        ListSipMediaApplicationsResponse::nextToken)
                .stream()
                .filter(a -> a.awsRegion() == null || a.awsRegion().equals(in.region()))
                .map(a -> found(
                        in,
                        "sip-media-application",
                        text(a.sipMediaApplicationArn()),
                        text(a.name()),
                        details("endpoints", a.endpoints().size())))
                .toList();
    }

    private static List<Found> pipelines(ServiceReading in) {
        var client = in.client(ChimeSdkMediaPipelinesClient.class);
        return in
                .pages(
                        token -> client.listMediaPipelines(b -> b.nextToken(token)),
                        ListMediaPipelinesResponse::mediaPipelines,
                        ListMediaPipelinesResponse::nextToken)
                .stream()
                .map(p -> found(in, "media-pipeline", text(p.mediaPipelineArn()), text(p.mediaPipelineId()), Map.of()))
                .toList();
    }

    private static List<Found> insights(ServiceReading in) {
        var client = in.client(ChimeSdkMediaPipelinesClient.class);
        return in
                .pages(
                        token -> client.listMediaInsightsPipelineConfigurations(b -> b.nextToken(token)),
                        ListMediaInsightsPipelineConfigurationsResponse::mediaInsightsPipelineConfigurations,
                        ListMediaInsightsPipelineConfigurationsResponse::nextToken)
                .stream()
                .map(c -> found(
                        in,
                        "insights-configuration",
                        text(c.mediaInsightsPipelineConfigurationArn()),
                        text(c.mediaInsightsPipelineConfigurationName()),
                        Map.of()))
                .toList();
    }

    private static Found found(ServiceReading in, String type, String arn, String name, Map<String, String> details) {
        var id = arn.substring(arn.lastIndexOf('/') + 1);
        return new Found(type, in.region(), id, arn, name.isEmpty() ? id : name, "", details, Map.of());
    }
}
