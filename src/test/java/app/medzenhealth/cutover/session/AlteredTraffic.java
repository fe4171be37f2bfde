package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.alsoDoing;
import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;
import static app.medzenhealth.cutover.session.PlanEdit.withStep;
import static app.medzenhealth.cutover.session.PlanEdit.without;

import app.medzenhealth.cutover.session.AlteredPlanTest.Altered;
import java.util.stream.Stream;

/** Altered so that users are led where they cannot write, or stay too long where they were. */
final class AlteredTraffic {
    private static final String IRELAND = "medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com";
    private static final String FRANKFURT = "\\$\\{2.2.LoadBalancerDns}";
    private static final String HELD = ", held: true";
    private static final String SECOND_CHECK = "healthCheck: \"\\$\\{7.3b.healthCheckId}\"";
    private static final String HOLD =
            "{ type: route53.hold-health-check, with: { healthCheck: \"${%s.healthCheckId}\", state: %s } }";

    private AlteredTraffic() {}

    static Stream<Altered> of(String shipped) {
        return Stream.of(failover(shipped), checks(shipped), switched(shipped), kept(shipped), drained(shipped))
                .flatMap(s -> s);
    }

    /** A task that is to stop goes on until its load balancer has let it go, and users wait for that. */
    private static Stream<Altered> drained(String shipped) {
        var unstated = "does not state how long its tasks may hold on to their load balancer";
        return Stream.of(
                new Altered(
                        "the fence says nothing of draining", in(shipped, "5.3", "\\n +drains: PT30S", ""), unstated),
                new Altered(
                        "the fence of the way back says nothing of draining",
                        in(shipped, "rollback-full.3", "\\n +drains: PT30S", ""),
                        unstated),
                new Altered(
                        "the fence states less than the step before it sets",
                        in(shipped, "5.3", "drains: PT30S", "drains: PT10S"),
                        "lets tasks drain for 30 s, and step 5.3 states 10 s"),
                new Altered(
                        "the step before the fence sets five minutes",
                        in(shipped, "5.1c", "seconds: 30", "seconds: 300"),
                        "lets tasks drain for 300 s, and step 5.3 states 30 s"));
    }

    /**
     * A health check that is disabled is always healthy, and unhealthy where it is inverted too; where both records of a pair are
     * unhealthy, Route 53 answers the primary one (Route 53 API Reference, HealthCheckConfig: Disabled, Inverted; Developer Guide,
     * "How Amazon Route 53 chooses records when health checking is configured" and "Active-passive failover").
     */
    private static Stream<Altered> failover(String shipped) {
        var notHeld = "is not held red from the beginning";
        var swapped = in(
                in(
                        in(shipped, "7.3", "failover: PRIMARY", "failover: OTHER"),
                        "7.3",
                        "failover: SECONDARY",
                        "failover: PRIMARY"),
                "7.3",
                "failover: OTHER",
                "failover: SECONDARY");
        return Stream.of(
                new Altered("7.3b is not held", in(shipped, "7.3b", HELD, ", held: false"), notHeld),
                new Altered("7.3b says nothing of being held", in(shipped, "7.3b", HELD, ""), notHeld),
                new Altered("the pair is swapped", swapped, "but the cutover leads users to"),
                new Altered(
                        "the addresses of the pair are swapped",
                        in(
                                in(shipped, "7.3", "value: \"" + FRANKFURT + "\"", "value: " + IRELAND),
                                "7.3",
                                "(SECONDARY(?:.|\\n)*?|value: )" + IRELAND
                                        + "(\\n +ttl: 60\\n +setIdentifier: ireland)",
                                "$1\"" + FRANKFURT + "\"$2"),
                        "but the cutover leads users to"),
                new Altered(
                        "the second of the pair has no check",
                        in(shipped, "7.3", "\\n +" + SECOND_CHECK, ""),
                        "nothing keeps users away from " + IRELAND),
                new Altered(
                        "the second of the pair goes by Frankfurt's check",
                        in(shipped, "7.3", SECOND_CHECK, "healthCheck: \"\\${7.3a.healthCheckId}\""),
                        notHeld),
                new Altered(
                        "the second of the pair goes by a check that nobody knows",
                        in(shipped, "7.3", SECOND_CHECK, "healthCheck: 0123abcd-12ab-34cd-56ef-0123456789ab"),
                        "no step of the plan makes the health check"),
                new Altered(
                        "the second of the pair goes by a held check of another side",
                        in(
                                shipped,
                                "7.3b",
                                "host: ehr-eu-west-1.medzenhealth.app",
                                "host: ehr-eu-central-1.medzenhealth.app"),
                        "asks ehr-eu-central-1.medzenhealth.app, which leads to"),
                new Altered(
                        "the second of the pair goes by its load balancer's targets alone",
                        in(
                                in(
                                        in(shipped, "7.3", "\\n +" + SECOND_CHECK, ""),
                                        "7.3",
                                        "type: CNAME(\\n +)value: " + IRELAND + "\\n +ttl: 60",
                                        "type: A$1aliasName: " + IRELAND + "$1aliasZone: Z32O12XQLNTSW2"),
                                "7.3",
                                "type: CNAME(\\n +)value: \"" + FRANKFURT + "\"\\n +ttl: 60",
                                "type: A$1aliasName: \"" + FRANKFURT + "\"$1aliasZone: Z215JYRZR1TBD5"),
                        "nothing keeps users away from " + IRELAND),
                new Altered(
                        "the second of the pair comes first",
                        in(
                                in(shipped, "7.3", "failover: PRIMARY", "failover: SECONDARY"),
                                "7.3",
                                "setIdentifier: frankfurt",
                                "setIdentifier: zero"),
                        "but the cutover leads users to"),
                new Altered(
                        "the second of the pair stands alone",
                        in(
                                shipped,
                                "7.3",
                                " +- type: dns.change(?:(?!- type)(?:.|\\n))*?healthCheck: \"\\$\\{7.3a.healthCheckId}\"\\n",
                                ""),
                        "be the only one to answer ehr.medzenhealth.app"),
                new Altered(
                        "a fifth of the users is led to Ireland",
                        in(
                                in(
                                        in(shipped, "7.3", "failover: PRIMARY", "weight: 80"),
                                        "7.3",
                                        "failover: SECONDARY",
                                        "weight: 20"),
                                "7.3",
                                "\\n +" + SECOND_CHECK,
                                ""),
                        "would share users"),
                new Altered(
                        "Ireland is weighted by nothing",
                        in(
                                in(shipped, "7.3", "failover: PRIMARY", "weight: 255"),
                                "7.3",
                                "failover: SECONDARY",
                                "weight: 0"),
                        "would share users"),
                new Altered(
                        "one plain record leads to Ireland in the pair's place",
                        alsoDoing(
                                shipped,
                                "7.3",
                                "{ type: dns.change, with: { zone: \"${hostedZone}\", name: ehr.medzenhealth.app, type: CNAME, value: "
                                        + IRELAND + ", ttl: 60 } }"),
                        "but the cutover leads users to"));
    }

    private static Stream<Altered> checks(String shipped) {
        return Stream.of(
                new Altered(
                        "the held check is released behind the pair",
                        withStep(shipped, "7.3", "7.3c", "reversible", HOLD.formatted("7.3b", "released")),
                        "before anything is promoted there"),
                new Altered(
                        "the held check is released before the pair",
                        withStep(shipped, "7.3b", "7.3b2", "reversible", HOLD.formatted("7.3b", "released")),
                        "before anything is promoted there"),
                new Altered(
                        "the drill releases the check of Ireland",
                        in(shipped, "7.6c", "\\$\\{7.6b.healthCheckId}", "\\${7.3b.healthCheckId}"),
                        "before anything is promoted there"),
                new Altered(
                        "the full way back releases the check before it promotes",
                        alsoDoing(shipped, "rollback-full.3", HOLD.formatted("7.3b", "released")),
                        "before anything is promoted there"),
                new Altered(
                        "the drill turns the users' check red",
                        in(shipped, "7.6b2", "\\$\\{7.6b.healthCheckId}", "\\${7.3a.healthCheckId}"),
                        "would turn red the check by which users are led"),
                new Altered(
                        "the drill takes the users' check away",
                        in(shipped, "7.6c2", "\\$\\{7.6b.healthCheckId}", "\\${7.3b.healthCheckId}"),
                        "would take away the check by which users are led"),
                new Altered(
                        "Frankfurt's check is held",
                        in(shipped, "7.3a", "threshold: 3 }", "threshold: 3, held: true }"),
                        "is held red"),
                new Altered(
                        "the first of the pair has no check",
                        in(shipped, "7.3", "\\n +healthCheck: \"\\$\\{7.3a.healthCheckId}\"", ""),
                        "nothing tells when"),
                new Altered(
                        "Frankfurt's check asks Ireland",
                        in(shipped, "7.3a", "host: \\S+,", "host: ehr-eu-west-1.medzenhealth.app,"),
                        "asks ehr-eu-west-1.medzenhealth.app, which leads to"),
                new Altered(
                        "Frankfurt's check asks the name that fails over",
                        in(shipped, "7.3a", "host: \\S+,", "host: ehr.medzenhealth.app,"),
                        "asks ehr.medzenhealth.app, the very name that it decides on"),
                new Altered(
                        "the pair waits for no cutover",
                        withAfter(withAfter(shipped, "7.3", "[\"7.3b\"]"), "7.3a", "[\"7.2c\"]"),
                        "before the cutover has closed the old side"));
    }

    private static Stream<Altered> switched(String shipped) {
        var value = "value: \"" + FRANKFURT + "\"";
        var elsewhere = "but what takes writes is in eu-central-1";
        var unseen = "answers ehr.medzenhealth.app before users are led there";
        return Stream.of(
                new Altered(
                        "5.8 leads to the fenced balancer", in(shipped, "5.8", value, "value: " + IRELAND), elsewhere),
                new Altered(
                        "5.8 leads to a balancer of a third region",
                        in(shipped, "5.8", value, "value: old-1.af-south-1.elb.amazonaws.com"),
                        elsewhere),
                new Altered(
                        "5.8 leads to another balancer in Frankfurt",
                        in(shipped, "5.8", value, "value: chime-1.eu-central-1.elb.amazonaws.com"),
                        unseen),
                new Altered(
                        "5.8 leads to the database", in(shipped, "5.8", value, "value: \"\\${2.3.endpoint}\""), unseen),
                new Altered(
                        "5.8 leads to another output of the stack",
                        in(shipped, "5.8", value, "value: \"\\${2.2.LoadBalancerName}\""),
                        unseen),
                new Altered(
                        "5.8 leads to what a step in Ireland gives",
                        in(shipped, "5.8", value, "value: \"\\${2.7c.endpoint}\""),
                        elsewhere),
                new Altered(
                        "5.7 and 5.8 go by the fenced balancer alike",
                        in(
                                in(shipped, "5.7", "connectTo: \"" + FRANKFURT + "\"", "connectTo: " + IRELAND),
                                "5.8",
                                value,
                                "value: " + IRELAND),
                        elsewhere),
                new Altered(
                        "5.7 looks at nobody", in(shipped, "5.7", "\\n +connectTo: \"" + FRANKFURT + "\"", ""), unseen),
                new Altered(
                        "5.7 does not read what its tasks serve from",
                        in(shipped, "5.7", "type: ecs.serves", "type: ecs.check"),
                        "nothing reads whether the tasks of medzen-ehrbase serve from"),
                new Altered(
                        "5.7 reads another database than is promoted",
                        in(shipped, "5.7", "database: medzen-ehrbase-db-eu-central-1", "database: medzen-other"),
                        "nothing reads whether the tasks of medzen-ehrbase serve from"),
                new Altered(
                        "5.8 is the second of a pair",
                        in(
                                shipped,
                                "5.8",
                                "(" + value + "\\n( +)ttl: 60)",
                                "$1\n$2setIdentifier: a\n$2failover: SECONDARY"),
                        "by a routing policy while production moves"),
                new Altered(
                        "5.8 takes a share",
                        in(shipped, "5.8", "(" + value + "\\n( +)ttl: 60)", "$1\n$2setIdentifier: a\n$2weight: 1"),
                        "by a routing policy while production moves"),
                new Altered(
                        "5.8 switches in another zone",
                        in(shipped, "5.8", "zone: \"\\$\\{hostedZone}\"", "zone: Z0PRIVATE0000001"),
                        "and elsewhere in"),
                new Altered(
                        "rollback.3 leads to Frankfurt",
                        in(shipped, "rollback.3", "value: \\S+", "value: \"" + FRANKFURT + "\""),
                        "but what takes writes is in eu-west-1"),
                new Altered(
                        "rollback.3 leads to another balancer in Ireland",
                        in(shipped, "rollback.3", "value: \\S+", "value: other-1.eu-west-1.elb.amazonaws.com"),
                        "and elsewhere the plan leads them to"),
                new Altered(
                        "rollback-full.7 leads to Frankfurt",
                        in(shipped, "rollback-full.7", "value: \\S+", "value: \"" + FRANKFURT + "\""),
                        "but what takes writes is in eu-west-1"),
                new Altered(
                        "rollback-full.7 leads to another balancer in Ireland",
                        in(shipped, "rollback-full.7", "value: \\S+", "value: other-1.eu-west-1.elb.amazonaws.com"),
                        "and elsewhere the plan leads them to"),
                new Altered(
                        "rollback.3 comes before the old side is open",
                        withAfter(
                                withAfter(shipped, "rollback.3", "[\"rollback.1\"]"), "rollback.2", "[\"rollback.3\"]"),
                        "but no step before rollback.3 opens it"));
    }

    private static Stream<Altered> kept(String shipped) {
        var none = "lowers how long ehr.medzenhealth.app is kept";
        var tooLong = "would let ehr.medzenhealth.app be kept for";
        return Stream.of(
                new Altered("5.1 is left out", without(shipped, "5.1"), none),
                new Altered("5.1 raises the time", in(shipped, "5.1", "ttl: 60", "ttl: 3600"), tooLong),
                new Altered("5.1 leaves the time as it is", in(shipped, "5.1", "ttl: 60", "ttl: 300"), tooLong),
                new Altered("5.1 does not wait", in(shipped, "5.1", "wait: true", "wait: false"), none),
                new Altered(
                        "5.1 is about another name",
                        in(shipped, "5.1", "name: ehr.medzenhealth.app", "name: ehr-eu-central-1.medzenhealth.app"),
                        none),
                new Altered("5.1 is about another type", in(shipped, "5.1", "type: CNAME", "type: TXT"), none),
                new Altered(
                        "5.1 comes after the switch",
                        withAfter(withAfter(shipped, "5.1b", "[\"5.0\"]"), "5.1", "[\"5.8\"]"),
                        none),
                new Altered(
                        "5.1 comes between the fence and the switch",
                        withAfter(withAfter(shipped, "5.1b", "[\"5.0\"]"), "5.1", "[\"5.3\"]"),
                        none),
                new Altered("5.8 is kept for a day", in(shipped, "5.8", "ttl: 60", "ttl: 86400"), tooLong),
                new Altered("7.3 is kept for an hour", in(shipped, "7.3", "ttl: 60", "ttl: 3600"), tooLong),
                new Altered(
                        "rollback-full.7 is kept for an hour",
                        in(shipped, "rollback-full.7", "ttl: 60", "ttl: 3600"),
                        tooLong),
                new Altered(
                        "the time is raised again behind the switch",
                        withStep(
                                shipped,
                                "5.9",
                                "5.9x",
                                "reversible",
                                "{ type: dns.ttl, with: { zone: \"${hostedZone}\", name: ehr.medzenhealth.app, type: CNAME, ttl: 86400, wait: false } }"),
                        tooLong));
    }
}
