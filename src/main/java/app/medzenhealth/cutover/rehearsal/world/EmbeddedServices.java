package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ComputeServices;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.stacks.EmbeddedCloudFormation;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedRoute53;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.route53.Route53Client;

/** Every service there is. */
public final class EmbeddedServices {

    private EmbeddedServices() {}

    /** Clients of the estate, connected with one another, not guarded yet. */
    public static EmbeddedClients of(Estate estate) {
        Connections.make(estate);
        var clients = new EmbeddedClients(estate, Operations::isRead);
        DataServices.register(clients);
        ComputeServices.register(clients);
        return clients.register(CloudFormationClient.class, EmbeddedCloudFormation::new)
                .register(Route53Client.class, EmbeddedRoute53::new);
    }
}
