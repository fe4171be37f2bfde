package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.ServingWorkload;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;

/** Tells the data services what they must know of compute and traffic. */
final class Connections {

    private Connections() {}

    static void make(Estate estate) {
        var dns = new EmbeddedDns(estate);
        for (var region : estate.regions()) {
            RdsState.of(estate, region).workload(new ServingWorkload(estate, Route53State.of(estate)::knownToUsers));
            AcmState.of(estate, region).names(dns::cname);
            AcmState.of(estate, region).use(ElbState.of(estate, region)::presenting);
        }
        S3State.of(estate).functions(arn -> LambdaState.invocable(estate, arn, "s3.amazonaws.com"));
    }
}
