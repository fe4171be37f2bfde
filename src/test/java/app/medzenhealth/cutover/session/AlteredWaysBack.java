package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;
import static app.medzenhealth.cutover.session.PlanEdit.without;

import app.medzenhealth.cutover.session.AlteredPlanTest.Altered;
import java.util.stream.Stream;

/** Altered so that a way back opens, closes, starts or deletes something else than what the cutover moved. */
final class AlteredWaysBack {
    private static final String NEW = "medzen-ehrbase-db-eu-central-1";

    private AlteredWaysBack() {}

    static Stream<Altered> of(String shipped) {
        return Stream.of(
                        opened(shipped),
                        closed(shipped),
                        deleted(shipped),
                        leftBehind(shipped),
                        points(shipped),
                        counted(shipped))
                .flatMap(s -> s);
    }

    /** What is written to the promoted side before anybody is led there is lost by this way, too. */
    private static Stream<Altered> counted(String shipped) {
        var nothing = "and nothing counts that";
        var leaves = "\\n    leaves: \\{ type: sql.untouched.*";
        return Stream.of(
                new Altered("nothing counts what going back loses", shipped.replaceFirst(leaves, ""), nothing),
                new Altered(
                        "another database is counted",
                        shipped.replaceFirst(
                                leaves,
                                "\n    leaves: { type: sql.untouched, region: eu-central-1, with: { instance: medzen-ehrbase-restore-test } }"),
                        nothing),
                new Altered(
                        "whoever goes back looks at a name",
                        shipped.replaceFirst(
                                leaves,
                                "\n    leaves: { type: sql.standing, region: eu-central-1, with: { instance: " + NEW
                                        + " } }"),
                        nothing));
    }

    private static Stream<Altered> opened(String shipped) {
        return Stream.of(
                new Altered(
                        "rollback.2 opens in another region",
                        in(shipped, "rollback.2", "region: eu-west-1\\n", "region: eu-central-1\n"),
                        "which no step of the cutover closes"),
                new Altered(
                        "rollback.2 starts another service",
                        in(
                                shipped,
                                "rollback.2",
                                "service: \"\\$\\{irelandService}\"",
                                "service: \"\\${irelandStandbyService}\""),
                        "and the fence closed"),
                new Altered(
                        "rollback.2 opens another group",
                        in(shipped, "rollback.2", "\\$\\{oldDbSecurityGroup}", "\\${irelandReplicaSecurityGroup}"),
                        "and the fence closed"),
                new Altered(
                        "rollback.2 opens another port",
                        in(shipped, "rollback.2", "port: 5432", "port: 3306"),
                        "and the fence closed"),
                new Altered(
                        "rollback.2 leaves a rule off",
                        in(shipped, "rollback.2", ", \"\\$\\{complianceRule}\"", ""),
                        "and the fence closed"),
                new Altered(
                        "rollback.2 starts no task",
                        in(shipped, "rollback.2", "desired: 2", "desired: 0"),
                        "would start no task"),
                new Altered(
                        "rollback.1 stops another service",
                        in(shipped, "rollback.1", "service: medzen-ehrbase,", "service: medzen-other,"),
                        "which the cutover starts, is not stopped before"),
                new Altered(
                        "rollback.1 stops in another region",
                        in(shipped, "rollback.1", "ecs.scale, region: eu-central-1", "ecs.scale, region: eu-west-1"),
                        "which the cutover starts, is not stopped before"),
                new Altered(
                        "rollback.1 stops another cluster's service",
                        in(shipped, "rollback.1", "cluster: medzen-ehrbase-cluster", "cluster: medzen-chime"),
                        "which the cutover starts, is not stopped before"),
                new Altered(
                        "rollback-full.14 opens a group that no fence closed",
                        in(
                                shipped,
                                "rollback-full.14",
                                "\\$\\{oldDbSecurityGroup}",
                                "\\${irelandServiceSecurityGroup}"),
                        "no fence of the plan closes"),
                new Altered(
                        "rollback-full.14 opens another database's group",
                        in(
                                shipped,
                                "rollback-full.14",
                                "instance: \"\\$\\{sourceDatabase}\"",
                                "instance: medzen-other"),
                        "no fence of the plan closes"));
    }

    private static Stream<Altered> closed(String shipped) {
        return Stream.of(
                new Altered(
                        "rollback-full.3 closes another database",
                        in(shipped, "rollback-full.3", "instance: " + NEW, "instance: medzen-other"),
                        "but users write to " + NEW),
                new Altered(
                        "rollback-full.3 closes in another region",
                        in(shipped, "rollback-full.3", "(fence.writes\\n +region: )eu-central-1", "$1eu-west-1"),
                        "but users write to " + NEW),
                new Altered(
                        "rollback-full.3 stops another service",
                        in(shipped, "rollback-full.3", "service: medzen-ehrbase\\n", "service: medzen-other\n"),
                        "but users are served by medzen-ehrbase"),
                new Altered(
                        "rollback-full.3 closes a group that the database does not have",
                        in(shipped, "rollback-full.3", "\\$\\{2.2.DbSecurityGroup}", "\\${2.2.ServiceSecurityGroup}"),
                        "is not made with"),
                new Altered(
                        "rollback-full.3 and .4 are about the first database",
                        in(
                                in(shipped, "rollback-full.3", "instance: " + NEW, "instance: \"\\${sourceDatabase}\""),
                                "rollback-full.4",
                                "source: " + NEW,
                                "source: \"\\${sourceDatabase}\""),
                        "but users write to " + NEW),
                new Altered(
                        "rollback-full.6 starts the fenced service",
                        in(shipped, "rollback-full.6", "\\$\\{irelandStandbyService}", "medzen-ehrbase-dr-trial"),
                        "and users write to medzen-ehrbase-db-eu-west-1-replica"),
                new Altered(
                        "rollback-full.6 starts the service in Frankfurt",
                        in(
                                shipped,
                                "rollback-full.6",
                                "ecs.scale, region: eu-west-1, with: \\{ cluster: medzen-ehrbase-cluster, service: [^,]+",
                                "ecs.scale, region: eu-central-1, with: { cluster: medzen-ehrbase-cluster, service: medzen-ehrbase"),
                        "but what takes writes is in eu-west-1"),
                new Altered(
                        "5.3 closes in another region than the replica follows",
                        in(shipped, "2.3", "sourceRegion: eu-west-1", "sourceRegion: af-south-1"),
                        "but no step makes it a replica of"));
    }

    private static Stream<Altered> deleted(String shipped) {
        var says = "which this way back does not leave behind";
        var instance = "with: \\{ instance: (?:\"[^\"]*\"|[^,}]+)";
        return Stream.of(
                new Altered(
                        "rollback.7 deletes the replica in Ireland",
                        in(
                                in(shipped, "rollback.7", instance, "with: { instance: \"\\${irelandReplica}\""),
                                "rollback.7",
                                "region: eu-central-1",
                                "region: eu-west-1"),
                        says),
                new Altered(
                        "rollback.7 deletes a database of its own choice",
                        in(shipped, "rollback.7", instance, "with: { instance: medzen-other"),
                        says),
                new Altered(
                        "rollback.7 deletes in another region",
                        in(shipped, "rollback.7", "region: eu-central-1", "region: eu-west-1"),
                        says),
                new Altered(
                        "rollback-full.12 deletes a database of its own choice",
                        in(shipped, "rollback-full.12", instance, "with: { instance: medzen-other"),
                        says),
                new Altered(
                        "rollback-full.13 deletes in another region",
                        in(shipped, "rollback-full.13", "region: eu-west-1", "region: eu-central-1"),
                        says));
    }

    private static Stream<Altered> leftBehind(String shipped) {
        var clears = "rollback-full.11b";
        return Stream.of(
                new Altered(
                        "the full way back leaves the drill's instance",
                        without(shipped, clears),
                        "has made medzen-ehrbase-dr-drill in eu-west-1 and before step 7.6d takes it away"),
                new Altered(
                        "the full way back leaves the drill's name",
                        without(shipped, clears),
                        "has made ehr-dr-drill.medzenhealth.app and before step 7.6c2 takes it away"),
                new Altered(
                        "the full way back deletes what the drill still follows",
                        without(shipped, clears),
                        "medzen-ehrbase-dr-drill in eu-west-1 may still follow"),
                new Altered(
                        "the full way back does not make what 6.8 has deleted",
                        without(shipped, "rollback-full.2c"),
                        "in eu-west-1, which step 6.8 deletes"),
                new Altered(
                        "rollback-full.2c makes one of the two rules",
                        in(shipped, "rollback-full.2c", "rules: \\[[^\\]]*\\]", "rules: [\"\\${retentionRule}\"]"),
                        "needs ${complianceRule} in eu-west-1, which step 6.8 deletes"),
                new Altered(
                        "rollback-full.12 does not wait until the drill is gone",
                        withAfter(shipped, "rollback-full.12", "[\"rollback-full.11\"]"),
                        "medzen-ehrbase-dr-drill in eu-west-1 may still follow"),
                new Altered(
                        "rollback-full.12 deletes what nobody has promoted before",
                        without(shipped, "rollback-full.5"),
                        "medzen-ehrbase-db-eu-west-1-replica in eu-west-1 may still follow"),
                new Altered(
                        clears + " leaves the drill's health check",
                        in(shipped, clears, "checksNamed: \\[[^\\]]*\\]", "checksNamed: []"),
                        "would leave the health check medzen-ehrbase-dr-drill behind"),
                new Altered(
                        clears + " takes the users' health check away",
                        in(shipped, clears, "checksNamed: \\[", "checksNamed: [medzen-ehrbase-eu-west-1, "),
                        "the check by which users are led to"),
                new Altered(
                        clears + " stops where the drill is over",
                        in(shipped, clears, ", mayBeGone: true", ""),
                        "may be begun while medzen-ehrbase-dr-drill in eu-west-1 is not there"),
                new Altered(
                        clears + " deletes another database",
                        in(shipped, clears, "instance: medzen-ehrbase-dr-drill", "instance: medzen-reports"),
                        "which this way back does not leave behind"));
    }

    private static Stream<Altered> points(String shipped) {
        return Stream.of(
                new Altered(
                        "the immediate way back has no point of no return",
                        shipped.replaceFirst("pointOfNoReturn: true", "pointOfNoReturn: false"),
                        "would lose what users write from step 5.8 on, and does not say so"),
                new Altered(
                        "the point of no return comes later",
                        shipped.replaceFirst(
                                "step: \"5.8\", text: (\"From the first record[^}]*)pointOfNoReturn: true",
                                "step: \"5.12\", text: $1pointOfNoReturn: true"),
                        "would lose what users write from step 5.8 on, and does not say so"),
                new Altered(
                        "the immediate way back stays open beside the full one",
                        shipped.replaceFirst(
                                "(the full rollback, which step 7.4 opens.\"), closes: true", "$1, closes: false"),
                        "stays open when “rollback-full” is offered"),
                new Altered(
                        "the immediate way back never ends",
                        shipped.replaceFirst("\\n +- \\{ step: \"5.13\", text: \"The old database[^\\n]+", ""),
                        "stays open when “rollback-full” is offered"),
                new Altered(
                        "nothing is said of what the immediate way back costs",
                        shipped.replaceFirst(
                                "(rollbacks:\\n  - from: \"5.3\"\\n)    costs:\\n(      - .*\\n)+",
                                "$1    costs: []\n"),
                        "would lose what users write from step 5.8 on, and does not say so"),
                new Altered(
                        "Ireland is ready with nothing to prove it",
                        shipped.replaceFirst(", provenBy: \\[\"7.4\"[^\\]]*\\]", ""),
                        "no step proves that eu-west-1"),
                new Altered(
                        "rollback.1 leaves the rules on in Frankfurt",
                        in(shipped, "rollback.1", "state: \"off\"", "state: \"on\""),
                        "and nothing before it switches it off in eu-central-1"),
                new Altered(
                        "rollback.2 is left out",
                        without(shipped, "rollback.2"),
                        "no way back is offered from step 5.3"));
    }
}
