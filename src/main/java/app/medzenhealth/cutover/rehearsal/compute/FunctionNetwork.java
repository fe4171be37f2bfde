package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;

/** Subnets and security groups that a function is to run in: those of its own region. */
record FunctionNetwork(Estate estate, String region) {

    /** When a function is made or changed. */
    void require(List<String> subnets, List<String> groups) {
        missing(subnets, List.of()).ifPresent(s -> {
            throw invalid("Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. EC2 Error"
                    + " Message: The subnet ID '" + s + "' does not exist");
        });
        missing(List.of(), groups).ifPresent(g -> {
            throw invalid(
                    "Error occurred while DescribeSecurityGroups. EC2 Error Code: InvalidGroup.NotFound. EC2 Error"
                            + " Message: The security group '" + g + "' does not exist");
        });
    }

    Optional<String> missing(List<String> subnets, List<String> groups) {
        var network = Ec2State.of(estate, region);
        return subnets.stream()
                .filter(s ->
                        network.subnets.stream().noneMatch(n -> n.subnetId().equals(s)))
                .findFirst()
                .or(() -> groups.stream()
                        .filter(g -> !network.groups.containsKey(g))
                        .findFirst());
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(InvalidParameterValueException.builder(), "InvalidParameterValueException", 400, message);
    }
}
