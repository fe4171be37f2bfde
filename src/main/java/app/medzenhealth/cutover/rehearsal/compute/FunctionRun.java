package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.Ec2AccessDeniedException;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidSecurityGroupIdException;
import software.amazon.awssdk.services.lambda.model.InvalidSubnetIdException;
import software.amazon.awssdk.services.lambda.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.lambda.model.KmsDisabledException;
import software.amazon.awssdk.services.lambda.model.KmsInvalidStateException;
import software.amazon.awssdk.services.lambda.model.KmsNotFoundException;
import software.amazon.awssdk.services.lambda.model.Layer;

/** One invocation: what Lambda needs to start the code, then what the code needs, then the handler. */
record FunctionRun(Estate estate, String region, LambdaFunction function) {

    LambdaHandler.Result answer(String payload) {
        var now = function.at(estate.now());
        key(now);
        network(now);
        var imports = NodeImports.of(function.code, attached(now));
        var missing = imports.missing();
        if (missing.isPresent()) {
            return new LambdaHandler.Result.Threw(
                    "Runtime.ImportModuleError",
                    "Error: Cannot find module '" + missing.get()
                            + "'\nRequire stack:\n- /var/task/index.js\n- /var/runtime/index.mjs");
        }
        return unreachable(now, imports)
                ? new LambdaHandler.Result.Threw(
                        "Sandbox.Timedout",
                        "RequestId: " + LambdaState.of(estate, region).uuid()
                                + " Error: Task timed out after %d.00 seconds".formatted(now.timeout()))
                : LambdaHandler.Registry.of(estate).run(function.name(), payload);
    }

    private List<byte[]> attached(FunctionConfiguration now) {
        return now.layers().stream()
                .map(Layer::arn)
                .flatMap(a -> LambdaState.of(estate, region).layer(a).stream())
                .map(LayerVersion::content)
                .toList();
    }

    /** The key that its variables are encrypted with. */
    private void key(FunctionConfiguration now) {
        var key = now.kmsKeyArn();
        if (key == null) {
            return;
        }
        var state = KmsState.of(estate, region).stateOf(key);
        if (state.isEmpty()) {
            throw AwsFault.of(
                    KmsNotFoundException.builder(),
                    "KMSNotFoundException",
                    502,
                    "Lambda was unable to decrypt the environment variables because the KMS key was not found.");
        }
        switch (state.get()) {
            case "Enabled" -> {
                if (IamState.of(estate).lacks(now.role(), "kms:Decrypt")) {
                    throw AwsFault.of(
                            KmsAccessDeniedException.builder(),
                            "KMSAccessDeniedException",
                            502,
                            "Lambda was unable to decrypt the environment variables because KMS access was denied. Please"
                                    + " check the function's KMS key settings.");
                }
            }
            case "Disabled" ->
                throw AwsFault.of(
                        KmsDisabledException.builder(),
                        "KMSDisabledException",
                        502,
                        "Lambda was unable to decrypt the environment variables because the KMS key used is disabled.");
            default ->
                throw AwsFault.of(
                        KmsInvalidStateException.builder(),
                        "KMSInvalidStateException",
                        502,
                        "Lambda was unable to decrypt the environment variables because the state of the KMS key used is not"
                                + " valid for Decrypt.");
        }
    }

    private void network(FunctionConfiguration now) {
        if (!function.inNetwork()) {
            return;
        }
        if (IamState.of(estate).lacks(now.role(), "ec2:CreateNetworkInterface")) {
            throw AwsFault.of(
                    Ec2AccessDeniedException.builder(),
                    "EC2AccessDeniedException",
                    502,
                    "Need additional permissions to configure VPC settings.");
        }
        var network = new FunctionNetwork(estate, region);
        network.missing(now.vpcConfig().subnetIds(), List.of()).ifPresent(s -> {
            throw AwsFault.of(
                    InvalidSubnetIdException.builder(),
                    "InvalidSubnetIDException",
                    502,
                    "The subnet ID provided in the Lambda function VPC configuration is not valid: " + s);
        });
        network.missing(List.of(), now.vpcConfig().securityGroupIds()).ifPresent(g -> {
            throw AwsFault.of(
                    InvalidSecurityGroupIdException.builder(),
                    "InvalidSecurityGroupIDException",
                    502,
                    "The security group ID provided in the Lambda function VPC configuration is not valid: " + g);
        });
    }

    /** A database that a variable names which the code reads: without a way to it the code waits until its time is over. */
    private boolean unreachable(FunctionConfiguration now, NodeImports imports) {
        Map<String, String> variables =
                now.environment() == null ? Map.of() : now.environment().variables();
        return variables.entrySet().stream()
                .filter(v -> imports.names("process.env." + v.getKey()))
                .map(v -> v.getValue().split(":")[0])
                .filter(host -> RdsState.atEndpoint(estate, host).isPresent())
                .anyMatch(host -> !reaches(now, host));
    }

    private boolean reaches(FunctionConfiguration now, String host) {
        return Optional.ofNullable(now.vpcConfig())
                .filter(v -> !v.subnetIds().isEmpty())
                // Networks of two regions are not joined by themselves.
                .filter(v -> RdsState.atEndpoint(estate, host)
                        .filter(db -> db.region().equals(region))
                        .isPresent())
                .map(v -> new DatabaseConnectivity(estate).from(region, v.securityGroupIds(), host))
                .filter(r -> r != DatabaseReach.UNREACHABLE)
                .isPresent();
    }
}
