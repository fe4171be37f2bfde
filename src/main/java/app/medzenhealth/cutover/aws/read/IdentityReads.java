package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.ListIdentityPoolsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsResponse;

/** Pools of users and of identities; never who is in them. */
final class IdentityReads {

    /** The most that Cognito gives; it insists on being told. */
    private static final int A_PAGE = 60;

    private IdentityReads() {}

    static List<Found> userPools(ServiceReading in) {
        var client = in.client(CognitoIdentityProviderClient.class);
        return in
                .pages(
                        token -> client.listUserPools(b -> b.maxResults(A_PAGE).nextToken(token)),
                        ListUserPoolsResponse::userPools,
                        ListUserPoolsResponse::nextToken)
                .stream()
                .map(p -> new Found(
                        "user-pool",
                        in.region(),
                        text(p.id()),
                        in.arn("cognito-idp", "userpool/" + text(p.id())),
                        text(p.name()),
                        "",
                        details(
                                "triggers",
                                p.lambdaConfig() == null
                                        ? null
                                        : p.lambdaConfig().sdkFields().stream()
                                                .filter(f -> f.getValueOrDefault(p.lambdaConfig()) != null)
                                                .map(f -> f.memberName())
                                                .sorted()
                                                .toList()
                                                .stream()
                                                .reduce((a, b) -> a + ", " + b)
                                                .orElse(null)),
                        Map.of()))
                .toList();
    }

    static List<Found> identityPools(ServiceReading in) {
        var client = in.client(CognitoIdentityClient.class);
        return in
                .pages(
                        token -> client.listIdentityPools(
                                b -> b.maxResults(A_PAGE).nextToken(token)),
                        ListIdentityPoolsResponse::identityPools,
                        ListIdentityPoolsResponse::nextToken)
                .stream()
                .map(p -> new Found(
                        "identity-pool",
                        in.region(),
                        text(p.identityPoolId()),
                        in.arn("cognito-identity", "identitypool/" + text(p.identityPoolId())),
                        text(p.identityPoolName()),
                        "",
                        Map.of(),
                        Map.of()))
                .toList();
    }
}
