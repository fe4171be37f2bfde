package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.in;

import app.medzenhealth.cutover.session.AlteredPlanTest.Altered;
import java.util.List;
import java.util.stream.Stream;

/** Plans by which something else would serve afterwards than serves now, or be told that it is elsewhere. */
final class AlteredLikeness {
    private static final List<String> BRING_UP = List.of("2.4", "2.7e", "7.4");

    private AlteredLikeness() {}

    static Stream<Altered> of(String shipped) {
        return Stream.concat(containers(shipped), Stream.concat(databases(shipped), programs(shipped)));
    }

    private static Stream<Altered> containers(String shipped) {
        return BRING_UP.stream()
                .flatMap(step -> Stream.of(
                        new Altered(
                                step + " runs another image",
                                in(shipped, step, "image: \\S+", "image: ehrbase/ehrbase:latest"),
                                "what " + step + " brings up runs ehrbase/ehrbase:latest"),
                        new Altered(
                                step + " takes over another service's settings",
                                in(shipped, step, "(like: .*service: )\\S+ }", "$1medzen-other }"),
                                "would take over the settings of medzen-other"),
                        new Altered(
                                step + " takes over the settings of another region",
                                in(shipped, step, "(like: \\{ region: )[a-z0-9-]+", "$1af-south-1"),
                                "would take over the settings of"),
                        new Altered(
                                step + " takes nothing over",
                                in(shipped, step, "\\n +like: .*", ""),
                                "takes nothing over from what runs now"),
                        new Altered(
                                step + " tells its container of another region",
                                in(shipped, step, "(AWS_REGION: )\\S+", "$1af-south-1"),
                                "by AWS_REGION that it is in af-south-1"),
                        new Altered(
                                step + " takes its secret from another region",
                                in(
                                        shipped,
                                        step,
                                        "(DB_PASS: )\"[^\"]*\"",
                                        "$1\"arn:aws:secretsmanager:af-south-1:\\${account}:secret:medzen/ehrbase/db-password\""),
                                "its DB_PASS from af-south-1"),
                        new Altered(
                                step + " takes another secret",
                                in(
                                        shipped,
                                        step,
                                        "(DB_PASS: )\"[^\"]*\"",
                                        "$1\"arn:aws:secretsmanager:"
                                                + (step.equals("2.4") ? "eu-central-1" : "eu-west-1")
                                                + ":\\${account}:secret:medzen/other\""),
                                "gets DB_PASS of medzen/other"),
                        new Altered(
                                step + " gives its secret another name",
                                in(shipped, step, "(secrets: \\{ )DB_PASS", "$1DB_PASSWORD"),
                                "gets DB_PASSWORD of medzen/ehrbase/db-password")));
    }

    private static Stream<Altered> databases(String shipped) {
        return Stream.of(
                new Altered(
                        "5.6 compares the new primary with another database",
                        in(shipped, "5.6", "like: \\{ instance: \"[^\"]*\"", "like: { instance: medzen-other"),
                        "would compare with medzen-other"),
                new Altered(
                        "5.6 compares the new primary with one of another region",
                        in(shipped, "5.6", "(like: \\{ instance: .*region: )[a-z0-9-]+", "$1eu-central-1"),
                        "would compare with"));
    }

    private static Stream<Altered> programs(String shipped) {
        return Stream.of("5.9:eu-west-1", "5.9:af-south-1", "rollback.5:eu-central-1", "rollback.5:af-south-1")
                .map(pair -> {
                    var step = pair.split(":")[0];
                    var region = pair.split(":")[1];
                    return new Altered(
                            step + " tells programs that users are in " + region,
                            in(shipped, step, "(AWS_PRIMARY_REGION=)[a-z0-9-]+", "$1" + region),
                            step + " would tell programs AWS_PRIMARY_REGION=" + region);
                });
    }
}
