package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.alsoDoing;
import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withAfter;
import static app.medzenhealth.cutover.session.PlanEdit.withStep;

import app.medzenhealth.cutover.session.AlteredPlanTest.Altered;
import java.util.stream.Stream;

/** Altered so that something works on the wrong data, is copied the wrong way, or is deleted on the proof of something else. */
final class AlteredData {
    private static final String RECORDINGS = "medzen-meeting-recordings-558069890522";
    private static final String RECORDINGS_THERE = "medzen-meeting-recordings-eu-central-1-558069890522";
    private static final String BACKUPS = "arn:aws:dynamodb:af-south-1:\\$\\{account}:table/\\*/backup/\\*";

    private AlteredData() {}

    static Stream<Altered> of(String shipped) {
        return Stream.of(endpoints(shipped), copies(shipped), unused(shipped), swept(shipped), snapshots(shipped))
                .flatMap(s -> s);
    }

    private static Stream<Altered> endpoints(String shipped) {
        var frankfurt = "and users write to medzen-ehrbase-db-eu-central-1";
        var ireland = "and users write to medzen-ehrbase-db-eu-west-1-replica";
        return Stream.of(
                new Altered(
                        "2.4 runs on the drill's replica",
                        in(shipped, "2.4", "\\$\\{2.3.endpoint}", "\\${1.8.endpoint.2}"),
                        frankfurt),
                new Altered(
                        "2.4 runs on the restored copy",
                        in(shipped, "2.4", "\\$\\{2.3.endpoint}", "\\${1.8.endpoint.1}"),
                        frankfurt),
                new Altered(
                        "2.4 runs on the database in Ireland",
                        in(shipped, "2.4", "\\$\\{2.3.endpoint}", "medzen-ehrbase-db.c1.eu-west-1.rds.amazonaws.com"),
                        frankfurt),
                new Altered(
                        "2.4 names no database of the plan",
                        in(shipped, "2.4", "\\$\\{2.3.endpoint}", "db.internal"),
                        "names no database"),
                new Altered(
                        "2.4 reads from one database and writes to another",
                        in(
                                shipped,
                                "2.4",
                                "(\\n +)DB_USER: ehrbase_admin",
                                "$1DB_USER: ehrbase_admin$1DB_READ: \"jdbc:postgresql://\\${1.8.endpoint.1}:5432/e\""),
                        frankfurt),
                new Altered(
                        "2.4's service runs another family",
                        in(
                                shipped,
                                "2.4",
                                "taskDefinition: medzen-ehrbase\\n",
                                "taskDefinition: medzen-ehrbase-dr-trial\n"),
                        "names no database"),
                new Altered(
                        "7.4 runs on the drill's database",
                        withAfter(
                                in(shipped, "7.4", "\\$\\{5.13.endpoint}", "\\${2.7c.endpoint}"),
                                "7.4",
                                "[\"7.2c\", \"5.13\", \"2.7c\"]"),
                        ireland),
                new Altered(
                        "7.4 runs on the database in Frankfurt",
                        in(shipped, "7.4", "\\$\\{5.13.endpoint}", "\\${2.3.endpoint}"),
                        ireland),
                new Altered(
                        "7.4 runs on the fenced database",
                        in(shipped, "7.4", "\\$\\{5.13.endpoint}", "medzen-ehrbase-db.c1.eu-west-1.rds.amazonaws.com"),
                        ireland),
                new Altered(
                        "4.2 gives the functions the drill's replica",
                        in(shipped, "4.2", "\\$\\{2.3.endpoint}", "\\${1.8.endpoint.2}"),
                        "would give its functions medzen-ehrbase-drill-replica"),
                new Altered(
                        "4.2 gives the functions a database in Ireland",
                        in(shipped, "4.2", "\\$\\{2.3.endpoint}", "\\${2.7c.endpoint}"),
                        "would give its functions medzen-ehrbase-dr-trial-replica"),
                new Altered(
                        "4.2 leaves the functions at the old database",
                        in(shipped, "4.2", "\\$\\{2.3.endpoint}", "medzen-ehrbase-db.c1.eu-west-1.rds.amazonaws.com"),
                        "would give its functions medzen-ehrbase-db "),
                new Altered(
                        "5.7 starts the drill's service",
                        in(shipped, "5.7", "service: medzen-ehrbase,", "service: medzen-other,")
                                .replace("service: medzen-ehrbase-dr-trial\n", "service: medzen-other\n"),
                        "users are served by no service that the plan makes in eu-central-1"),
                new Altered(
                        "5.9 sets the address of Ireland alone",
                        in(
                                shipped,
                                "5.9",
                                "EHRBASE_URL=\\$\\{publicUrl}",
                                "EHRBASE_URL=https://ehr-eu-west-1.medzenhealth.app:8443/ehrbase"),
                        "which is not the name that users are led by"),
                new Altered(
                        "5.9 sets a load balancer's address",
                        in(
                                shipped,
                                "5.9",
                                "EHRBASE_URL=\\$\\{publicUrl}",
                                "EHRBASE_URL=https://medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com/ehrbase"),
                        "which is not the name that users are led by"));
    }

    private static Stream<Altered> copies(String shipped) {
        var onto = "which others are copied from or which is deleted";
        var emptied = "which is to be empty in the end";
        return Stream.of(
                new Altered(
                        "4.7 copies back",
                        in(
                                shipped,
                                "4.7",
                                "from: " + RECORDINGS + ", to: " + RECORDINGS_THERE,
                                "from: " + RECORDINGS_THERE + ", to: " + RECORDINGS),
                        onto),
                new Altered(
                        "6.2b copies back",
                        in(
                                shipped,
                                "6.2b",
                                "from: " + RECORDINGS + ", to: " + RECORDINGS_THERE,
                                "from: " + RECORDINGS_THERE + ", to: " + RECORDINGS),
                        onto),
                new Altered(
                        "4.7 copies another bucket over the recordings",
                        in(shipped, "4.7", "to: medzen-polly-audio-eu-central-1-558069890522", "to: " + RECORDINGS),
                        onto),
                new Altered(
                        "4.7 copies into Cape Town",
                        in(shipped, "4.7", "region: eu-central-1", "region: af-south-1"),
                        emptied),
                new Altered(
                        "6.2 copies the snapshot into Cape Town",
                        in(
                                in(shipped, "6.2", "(rds.copy-snapshot\\n +region: )eu-central-1", "$1af-south-1"),
                                "6.2",
                                "sourceRegion: af-south-1",
                                "sourceRegion: eu-central-1"),
                        emptied),
                new Altered(
                        "6.2b leaves the recordings out",
                        in(shipped, "6.2b", " +- type: s3.copy-objects\\n.*\\n.*" + RECORDINGS_THERE + ".*\\n", "")
                                .replace("copiedTo: " + RECORDINGS_THERE, "copiedTo: " + RECORDINGS_THERE + "-2"),
                        "no step before 6.6b copies " + RECORDINGS),
                new Altered(
                        "6.6b goes by the copy of another bucket",
                        in(
                                shipped,
                                "6.6b",
                                "copiedTo: " + RECORDINGS_THERE,
                                "copiedTo: medzen-polly-audio-eu-central-1-558069890522"),
                        "no step before 6.6b copies " + RECORDINGS),
                new Altered(
                        "6.6b goes by a copy in Cape Town",
                        in(shipped, "6.6b", "copiedToRegion: eu-central-1", "copiedToRegion: af-south-1"),
                        emptied),
                new Altered(
                        "6.7b goes by a copy that nobody makes",
                        in(shipped, "6.7b", "copiedTo: \"\\$\\{archiveBucket}\"", "copiedTo: medzen-elsewhere"),
                        "no step before 6.7b copies"),
                new Altered(
                        "6.4 goes by functions in Cape Town",
                        in(shipped, "6.4", "movedTo: eu-central-1", "movedTo: af-south-1"),
                        emptied),
                new Altered(
                        "6.8 goes by functions in the region itself",
                        in(shipped, "6.8", "movedTo: eu-central-1", "movedTo: eu-west-1"),
                        "is where it is deleted"),
                new Altered(
                        "6.6d goes by copies in Cape Town",
                        in(shipped, "6.6d", "copiesIn: eu-central-1", "copiesIn: af-south-1"),
                        emptied),
                new Altered(
                        "6.2a saves definitions in Cape Town",
                        shipped.replace("toRegion: eu-central-1", "toRegion: af-south-1")
                                .replace("archiveRegion: eu-central-1", "archiveRegion: af-south-1"),
                        emptied));
    }

    private static Stream<Altered> unused(String shipped) {
        var only = "looks back on PT1H only";
        return Stream.of(
                new Altered("6.1 looks back on an hour", in(shipped, "6.1", "within: PT168H", "within: PT1H"), only),
                new Altered(
                        "6.1 looks back on a day in Ireland",
                        in(
                                shipped,
                                "6.1",
                                "(databases: \\[\"\\$\\{sourceDatabase}\"\\]\\n +)within: PT168H",
                                "$1within: PT24H"),
                        "looks back on PT24H only"),
                new Altered(
                        "6.1 looks in another region",
                        in(shipped, "6.1", "region: af-south-1", "region: eu-central-1"),
                        "does not look whether anybody uses"),
                new Altered(
                        "nobody looks at the old database",
                        in(shipped, "6.1", "\\n +databases: \\[\"\\$\\{sourceDatabase}\"\\]", ""),
                        "does not look whether anybody uses"),
                new Altered(
                        "6.3 goes by what was looked at before the cutover",
                        in(
                                withStep(
                                        shipped,
                                        "3.3",
                                        "3.4",
                                        "reads",
                                        "{ type: evidence.last-use, region: af-south-1, with: { functions: [medzen-recording-handler], tables: [], apis: [], buckets: [], within: PT168H } }"),
                                "6.3",
                                "unusedIn: \"6.1\"",
                                "unusedIn: \"3.4\""),
                        "was looked at before the cutover"),
                new Altered(
                        "6.3 goes by a look at Ireland",
                        in(
                                withStep(
                                        shipped,
                                        "6.1",
                                        "6.1b",
                                        "reads",
                                        "{ type: evidence.last-use, region: eu-west-1, with: { functions: [medzen-bedrock-ai-chat], tables: [], apis: [], buckets: [], within: PT168H } }"),
                                "6.3",
                                "unusedIn: \"6.1\"",
                                "unusedIn: \"6.1b\""),
                        "looks at nothing in af-south-1"),
                new Altered(
                        "the soak looks back on an hour",
                        shipped.replaceFirst(
                                "over: PT168H, since: \"5\" } \\}\n        - \\{ type: rds.check",
                                "over: PT1H, since: \"5\" } }\n        - { type: rds.check"),
                        "but what it looks at looks back on PT1H"),
                new Altered(
                        "the soak's alarms are of another time",
                        shipped.replaceFirst(
                                "over: PT168H, since: \"5\" } \\}\n        - \\{ type: rds.check",
                                "over: PT168H, since: \"1\" } }\n        - { type: rds.check"),
                        "begins with “5”, but what it looks at begins with “1”"),
                new Altered(
                        "the soak counts no healthy hours",
                        shipped.replaceFirst("(?s) +- type: soak\\.healthy.*?since: \"5\"\n", ""),
                        "counts no healthy hours"),
                new Altered(
                        "the healthy hours are fewer than the soak",
                        shipped.replaceFirst("(period: PT5M\n +over: )PT168H", "$1PT24H"),
                        "but what it looks at looks back on PT24H"),
                new Altered(
                        "every request may fail in a healthy hour",
                        shipped.replaceFirst("(Sum of RequestCount < )0.01", "$11.0"),
                        "has a limit that nothing passes"),
                new Altered(
                        "the soak looks at other alarms",
                        shipped.replaceFirst(
                                "(checks:\\n +- \\{ type: alarm.check, region: eu-central-1, with: \\{ alarms: )\\[[^\\]]*\\]",
                                "$1[medzen-ai-chat-errors]"),
                        "looks at no alarm of medzen-ehrbase-db-eu-central-1"),
                new Altered(
                        "the soak looks at another database",
                        shipped.replaceFirst(
                                "(- \\{ type: rds.check, region: eu-central-1, with: \\{ instance: )medzen-ehrbase-db-eu-central-1(, expect: \\{ status: available, replicaSource: \"\" } } })",
                                "$1medzen-other$2"),
                        "does not look at medzen-ehrbase-db-eu-central-1"),
                new Altered(
                        "the soak looks at another address",
                        shipped.replaceFirst(
                                "- \\{ type: http.check, with: \\{ url: \"\\$\\{publicUrl}/management/health\", status: 200 } }\n      source: \"Phase 6",
                                "- { type: http.check, with: { url: \"https://www.example.com/\", status: 200 } }\n      source: \"Phase 6"),
                        "does not look whether ehr.medzenhealth.app is answered"));
    }

    private static Stream<Altered> swept(String shipped) {
        var says = "would let pass more than what is named";
        return Stream.of(
                        "arn:aws:*",
                        "*",
                        "arn:aws:*:*:\\${account}:*",
                        "arn:aws:dynamodb:af-south-1:\\${account}:*",
                        "arn:aws:dynamodb:af-south-1:\\${account}:table/*",
                        "arn:aws:dynamodb:*:\\${account}:table/*/backup/*",
                        "arn:aws:dynamodb:af-south-1:*:table/*/backup/*",
                        "arn:*:dynamodb:af-south-1:\\${account}:table/*/backup/*",
                        "arn:aws:rds:af-south-1:\\${account}:snapshot:*",
                        "arn:aws:s3:::*",
                        "arn:aws:s3:::medzen-*",
                        "arn:aws:logs:af-south-1:\\${account}:log-group:/aws/lambda/*",
                        "arn:aws:lambda:af-south-1:\\${account}:function:medzen-*",
                        "arn:aws:dynamodb:af-south-1:\\${account}:table/*/*",
                        ".*")
                .flatMap(pattern -> Stream.of("6.9", "after.5")
                        .map(step -> new Altered(
                                step + " lets pass " + pattern,
                                in(shipped, step, "((?:allowed|except): \\[\")" + BACKUPS, "$1" + pattern),
                                says)));
    }

    private static Stream<Altered> snapshots(String shipped) {
        return Stream.of(
                new Altered(
                        "5.4 takes the snapshot of another database",
                        in(shipped, "5.4", "instance: \"\\$\\{sourceDatabase}\"", "instance: medzen-other"),
                        "takes a snapshot of medzen-ehrbase-db"),
                new Altered(
                        "5.4 takes the snapshot of the new side",
                        in(
                                in(
                                        shipped,
                                        "5.4",
                                        "instance: \"\\$\\{sourceDatabase}\"",
                                        "instance: medzen-ehrbase-db-eu-central-1"),
                                "5.4",
                                "region: eu-west-1",
                                "region: eu-central-1"),
                        "takes a snapshot of medzen-ehrbase-db"),
                new Altered(
                        "5.4 is taken before the fence",
                        withAfter(shipped, "5.4", "[\"5.1\"]"),
                        "takes a snapshot of medzen-ehrbase-db"),
                new Altered(
                        "1.3 takes the snapshot of another database",
                        in(shipped, "1.3", "instance: \"\\$\\{sourceDatabase}\"", "instance: medzen-other"),
                        "takes a snapshot of medzen-ehrbase-db"),
                new Altered(
                        "6.2 backs other tables up",
                        in(
                                shipped,
                                "6.2",
                                "(dynamodb.backup\\n.*\\n.*tables: )\"\\$\\{capeTownTables}\"",
                                "$1[medzen-other]"),
                        "but no step before 6.6 keeps a copy"),
                new Altered(
                        "6.2 backs tables up elsewhere",
                        in(shipped, "6.2", "(dynamodb.backup\\n +region: )af-south-1", "$1eu-central-1"),
                        "but no step before 6.6 keeps a copy"),
                new Altered(
                        "one log group is exported by nobody",
                        in(
                                in(shipped, "6.2b", "\\n +- /aws/lambda/medzen-polly-tts", ""),
                                "6.6e",
                                "\\n +- /aws/lambda/medzen-polly-tts",
                                ""),
                        "but no step before 6.7 keeps a copy"),
                new Altered(
                        "6.3 goes by another list than the one that was frozen",
                        in(shipped, "6.3", "baseline: \"\\$\\{1.2.digest}\"", "baseline: \"\\${1.6.report}\""),
                        "is no list that a step has frozen"),
                new Altered(
                        "6.6 goes by a list that nobody froze",
                        in(shipped, "6.6", "baseline: \"\\$\\{1.2.digest}\"", "baseline: abc"),
                        "is no list that a step has frozen"),
                new Altered(
                        "6.8b goes by a list that is frozen right before",
                        in(
                                withStep(shipped, "6.8", "6.8a", "reads", "{ type: inventory.baseline }"),
                                "6.8b",
                                "baseline: \"\\$\\{1.2.digest}\"",
                                "baseline: \"\\${6.8a.digest}\""),
                        "is frozen after the cutover"),
                new Altered(
                        "6.6 goes by what nobody states",
                        in(shipped, "6.6", "decidedIn: \"6.2d\"", "decidedIn: \"6.2a\""),
                        "states nothing"),
                new Altered(
                        "6.6 goes by a statement of something else",
                        in(shipped, "6.6", "decidedIn: \"6.2d\"", "decidedIn: \"5.12b\""),
                        "does not name"),
                new Altered(
                        "6.2d names one bucket less",
                        in(shipped, "6.2d", " and medzen-transcription-vocabularies-558069890522", ""),
                        "does not name"),
                new Altered(
                        "6.6d goes by a statement that comes later",
                        withAfter(withAfter(shipped, "6.6d", "[\"6.6b\"]"), "6.6c", "[\"6.6d\"]"),
                        "states nothing"),
                new Altered(
                        "6.2a saves and copies nothing of a stack, but another one",
                        alsoDoing(
                                in(shipped, "6.2a", "stacks: \\[[^\\]]*\\]", "stacks: [medzen-other]"),
                                "6.2b",
                                "{ type: s3.copy-objects, region: eu-central-1, with: { from: medzen-a, to: medzen-b } }"),
                        "saves what it is made of"));
    }
}
