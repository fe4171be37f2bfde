package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import java.util.List;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.ListAppInstancesRequest;
import software.amazon.awssdk.services.chimesdkidentity.model.ListAppInstancesResponse;
import software.amazon.awssdk.services.chimesdkmediapipelines.ChimeSdkMediaPipelinesClient;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaInsightsPipelineConfigurationsRequest;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaInsightsPipelineConfigurationsResponse;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaPipelinesRequest;
import software.amazon.awssdk.services.chimesdkmediapipelines.model.ListMediaPipelinesResponse;
import software.amazon.awssdk.services.chimesdkmessaging.ChimeSdkMessagingClient;
import software.amazon.awssdk.services.chimesdkmessaging.model.ListChannelFlowsRequest;
import software.amazon.awssdk.services.chimesdkmessaging.model.ListChannelFlowsResponse;
import software.amazon.awssdk.services.chimesdkvoice.ChimeSdkVoiceClient;
import software.amazon.awssdk.services.chimesdkvoice.model.ListSipMediaApplicationsRequest;
import software.amazon.awssdk.services.chimesdkvoice.model.ListSipMediaApplicationsResponse;
import software.amazon.awssdk.services.chimesdkvoice.model.ListVoiceConnectorsRequest;
import software.amazon.awssdk.services.chimesdkvoice.model.ListVoiceConnectorsResponse;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.ListIdentityPoolsRequest;
import software.amazon.awssdk.services.cognitoidentity.model.ListIdentityPoolsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;

/** Services that answer in every region where they are offered, and of which this estate has nothing. */
final class UnusedServices {

    private UnusedServices() {}

    static void register(EmbeddedClients clients) {
        clients.register(SfnClient.class, (estate, region) -> new StateMachines())
                .register(CognitoIdentityProviderClient.class, (estate, region) -> new UserPools())
                .register(CognitoIdentityClient.class, (estate, region) -> new IdentityPools())
                .register(ChimeSdkIdentityClient.class, (estate, region) -> new AppInstances())
                .register(ChimeSdkMessagingClient.class, (estate, region) -> new ChannelFlows())
                .register(ChimeSdkVoiceClient.class, (estate, region) -> new Voice())
                .register(ChimeSdkMediaPipelinesClient.class, (estate, region) -> new MediaPipelines());
    }

    private static final class StateMachines implements SfnClient {
        @Override
        public ListStateMachinesResponse listStateMachines(ListStateMachinesRequest request) {
            return ListStateMachinesResponse.builder().stateMachines(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class UserPools implements CognitoIdentityProviderClient {
        @Override
        public ListUserPoolsResponse listUserPools(ListUserPoolsRequest request) {
            return ListUserPoolsResponse.builder().userPools(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class IdentityPools implements CognitoIdentityClient {
        @Override
        public ListIdentityPoolsResponse listIdentityPools(ListIdentityPoolsRequest request) {
            return ListIdentityPoolsResponse.builder().identityPools(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class AppInstances implements ChimeSdkIdentityClient {
        @Override
        public ListAppInstancesResponse listAppInstances(ListAppInstancesRequest request) {
            return ListAppInstancesResponse.builder().appInstances(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class ChannelFlows implements ChimeSdkMessagingClient {
        @Override
        public ListChannelFlowsResponse listChannelFlows(ListChannelFlowsRequest request) {
            return ListChannelFlowsResponse.builder().channelFlows(List.of()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Voice implements ChimeSdkVoiceClient {
        @Override
        public ListVoiceConnectorsResponse listVoiceConnectors(ListVoiceConnectorsRequest request) {
            return ListVoiceConnectorsResponse.builder()
                    .voiceConnectors(List.of())
                    .build();
        }

        @Override
        public ListSipMediaApplicationsResponse listSipMediaApplications(ListSipMediaApplicationsRequest request) {
            return ListSipMediaApplicationsResponse.builder()
                    .sipMediaApplications(List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class MediaPipelines implements ChimeSdkMediaPipelinesClient {
        @Override
        public ListMediaPipelinesResponse listMediaPipelines(ListMediaPipelinesRequest request) {
            return ListMediaPipelinesResponse.builder()
                    .mediaPipelines(List.of())
                    .build();
        }

        @Override
        public ListMediaInsightsPipelineConfigurationsResponse listMediaInsightsPipelineConfigurations(
                ListMediaInsightsPipelineConfigurationsRequest request) {
            return ListMediaInsightsPipelineConfigurationsResponse.builder()
                    .mediaInsightsPipelineConfigurations(List.of())
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
