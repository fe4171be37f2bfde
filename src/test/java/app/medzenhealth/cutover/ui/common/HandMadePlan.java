package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Departure;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plan as rich as the shipped one where screens care, made without reading a file. */
public final class HandMadePlan {
    private HandMadePlan() {}

    /** The same, with a way back of two steps. */
    public static Plan withTwoStepsBack() {
        var p = medzen();
        var r = p.rollbacks().getFirst();
        var ph = r.procedure();
        var longer = new Phase(
                ph.id(),
                ph.title(),
                ph.goal(),
                ph.planned(),
                ph.after(),
                ph.soak(),
                ph.regions(),
                ph.checklists(),
                List.of(
                        ph.steps().getFirst(),
                        step("rollback.2", "Point the name to eu-west-1", Step.Effect.REVERSIBLE)),
                ph.deliverables(),
                ph.departures(),
                ph.source());
        return PlanVariant.of(p)
                .rollbacks(List.of(new Rollback(longer, r.from(), r.costs())))
                .plan();
    }

    public static Plan medzen(Plan.Resource... baseline) {
        return PlanVariant.empty("medzen-eu-central-1", "558069890522")
                .title("MedZen → eu-central-1")
                .company("MedZen")
                .summary("Everything primary in Frankfurt, Ireland as disaster recovery, Cape Town empty.")
                .window(new Plan.Window(LocalTime.of(2, 0), LocalTime.of(4, 0), Duration.ofMinutes(5), "Phase 5"))
                .regions(List.of(
                        region("eu-central-1", "Frankfurt", 50.11, 8.68, Plan.Role.TARGET, Plan.Role.PRIMARY),
                        region("eu-west-1", "Ireland", 53.35, -6.26, Plan.Role.PRIMARY, Plan.Role.SECONDARY),
                        region("af-south-1", "Cape Town", -33.92, 18.42, Plan.Role.LEGACY, Plan.Role.DECOMMISSIONED)))
                .parameters(List.of(
                        parameter("hostedZone", "Hosted zone of medzenhealth.app", Plan.Parameter.Kind.HOSTED_ZONE),
                        parameter("kmsKey", "Key of the copied snapshot", Plan.Parameter.Kind.KMS_KEY),
                        parameter("workingCopy", "Working copy of the project", Plan.Parameter.Kind.DIRECTORY)))
                .baseline(List.of(baseline))
                .phases(phases())
                .closing(List.of(new Phase(
                        "after",
                        "After the migration",
                        "Validated, watched, handed over.",
                        span(7, 7),
                        List.of("6", "7"),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        List.of(step("after.1", "Manual validation, twelve points", Step.Effect.READS)),
                        List.of(),
                        List.of(),
                        "After")))
                .rollbacks(List.of(new Rollback(
                        new Phase(
                                "rollback",
                                "Immediate rollback",
                                "Traffic and writes back to Ireland.",
                                new Phase.Span(Duration.ofMinutes(5), Duration.ofMinutes(10)),
                                List.of(),
                                Optional.empty(),
                                Map.of("eu-west-1", Phase.Access.WRITE),
                                List.of(),
                                List.of(step("rollback.1", "Lift the fence in eu-west-1", Step.Effect.REVERSIBLE)),
                                List.of(),
                                List.of(),
                                "Rollback"),
                        "5.3",
                        List.of(
                                new Rollback.Price("5.3", "Lift the fence: 1 min 40 s, nothing lost", false),
                                new Rollback.Price("5.8", "Writes since the switch are lost", true)))))
                .risks(List.of(new Plan.Risk(
                        "R1",
                        "Replication falls behind during cutover",
                        "High",
                        "Low",
                        "LSN parity is a gate; the fence stays until it holds.",
                        "Risks")))
                .criteria(List.of(new Plan.Criterion(
                        "C1",
                        "Phase completion",
                        "EHRbase answers from eu-central-1",
                        Optional.empty(),
                        Optional.empty(),
                        "Success criteria")))
                .messages(List.of(new Plan.Message(
                        "t-0",
                        "T-0",
                        "email",
                        "Maintenance has begun",
                        "We are moving to Frankfurt now.",
                        "Communication")))
                .contacts(
                        List.of(new Plan.Contact("Project Lead", Optional.of("A. Lead"), Optional.empty(), "Contacts")))
                .costs(List.of(new Plan.Cost("af-south-1", "Lambda, DynamoDB, S3", 150, 0, "Costs")))
                .findings(List.of(new Plan.Finding(
                        "A55", "The expected saving is not what the bill says", "Measured in step 6.10.", "Costs")))
                .plan();
    }

    private static Plan.Region region(
            String id, String city, double latitude, double longitude, Plan.Role before, Plan.Role after) {
        return new Plan.Region(id, city, "", latitude, longitude, before, after);
    }

    private static Plan.Parameter parameter(String id, String title, Plan.Parameter.Kind kind) {
        return new Plan.Parameter(id, title, kind, Optional.empty(), Optional.empty(), "Configuration");
    }

    private static List<Phase> phases() {
        var phases = new ArrayList<Phase>();
        phases.add(phase(
                "1",
                "Preparation & validation",
                2,
                3,
                List.of(),
                Optional.empty(),
                List.of(),
                step("1.1", "Identity, account, quotas, permissions", Step.Effect.READS),
                step("1.3", "Snapshot medzen-ehrbase-db", Step.Effect.REVERSIBLE),
                step("1.7", "Rollback pack from captured state", Step.Effect.REVERSIBLE)));
        phases.add(phase(
                "2",
                "Deploy EHRbase in eu-central-1",
                3,
                4,
                List.of("1"),
                Optional.empty(),
                List.of(),
                step("2.1", "Key, secret, certificate", Step.Effect.REVERSIBLE),
                step("2.3", "Cross-region replica", Step.Effect.REVERSIBLE)));
        phases.add(phase(
                "3",
                "Bedrock AI",
                1,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                step("3.1", "Invoke medzen-ai-chat-handler", Step.Effect.READS),
                step("3.2", "Application uses eu-central-1", Step.Effect.READS)));
        phases.add(phase(
                "4",
                "Move Lambda functions",
                1,
                2,
                List.of("2"),
                Optional.empty(),
                List.of(),
                step("4.1", "Package from the working copy", Step.Effect.REVERSIBLE),
                step("4.2", "Four functions in eu-central-1", Step.Effect.REVERSIBLE)));
        phases.add(phase(
                "5",
                "Cutover",
                1,
                1,
                List.of("1", "2", "3", "4"),
                Optional.empty(),
                List.of(new Checklist(
                        "p5-pre",
                        "Pre-cutover checklist",
                        Optional.of("5.6"),
                        List.of(
                                new Checklist.Item(
                                        "p5-pre-1",
                                        "On-call DBA on the bridge",
                                        Optional.empty(),
                                        Optional.empty(),
                                        "Phase 5"),
                                new Checklist.Item(
                                        "p5-pre-2",
                                        "Status page set to “maintenance”",
                                        Optional.empty(),
                                        Optional.empty(),
                                        "Phase 5"),
                                new Checklist.Item(
                                        "p5-pre-3",
                                        "Replica lag below 1 s for 30 min",
                                        Optional.of(new ActionUse("rds.check", Optional.of("eu-central-1"), Map.of())),
                                        Optional.empty(),
                                        "Phase 5")),
                        "Phase 5")),
                step("5.3", "Fence writes", Step.Effect.REVERSIBLE),
                step("5.4", "Final snapshot", Step.Effect.REVERSIBLE),
                step("5.5", "Parity: LSN and counts", Step.Effect.READS),
                promote(),
                step("5.7", "EHRbase in eu-central-1 serves", Step.Effect.REVERSIBLE),
                step("5.8", "DNS switch", Step.Effect.REVERSIBLE)));
        phases.add(phase(
                "6",
                "Decommission af-south-1",
                1,
                1,
                List.of("5"),
                Optional.of(new Phase.Soak("5", Duration.ofHours(168), List.of(), "Phase 6")),
                List.of(),
                step("6.1", "Last-use evidence for each resource", Step.Effect.READS),
                step("6.3", "Delete the stack by ARN", Step.Effect.IRREVERSIBLE)));
        phases.add(phase(
                "7",
                "DR in eu-west-1",
                2,
                2,
                List.of("2"),
                Optional.empty(),
                List.of(),
                step("7.1", "Replica policy", Step.Effect.READS),
                step("7.6", "Drill on a disposable replica", Step.Effect.IRREVERSIBLE)));
        return phases;
    }

    private static Phase phase(
            String id,
            String title,
            int least,
            int most,
            List<String> after,
            Optional<Phase.Soak> soak,
            List<Checklist> checklists,
            Step... steps) {
        return new Phase(
                id,
                title,
                title + ".",
                span(least, most),
                after,
                soak,
                Map.of("eu-central-1", Phase.Access.WRITE),
                checklists,
                List.of(steps),
                List.of(new Phase.Deliverable(
                        "p" + id + "-d1", title + " documented", List.of(steps[0].id()), "Phase")),
                List.of(),
                "Phase " + id);
    }

    private static Phase.Span span(int least, int most) {
        return new Phase.Span(Duration.ofDays(least), Duration.ofDays(most));
    }

    public static Step step(String id, String title, Step.Effect effect) {
        return new Step(
                id,
                title,
                "Why " + title.toLowerCase(Locale.ROOT) + " is needed, in a sentence for a tired reader.",
                effect,
                effect == Step.Effect.READS
                        ? Step.Confirm.NONE
                        : effect == Step.Effect.REVERSIBLE ? Step.Confirm.REVIEW : Step.Confirm.TYPED_AND_SECOND,
                effect == Step.Effect.IRREVERSIBLE ? Optional.of("medzen") : Optional.empty(),
                List.of(),
                List.of(new ActionUse("manual.attest", Optional.empty(), Map.of("text", title))),
                List.of(new Step.Verification("It is true afterwards", Optional.empty())),
                Duration.ofMinutes(12),
                List.of(),
                "Phase");
    }

    private static Step promote() {
        return new Step(
                "5.6",
                "Promote the eu-central-1 replica",
                "Makes medzen-ehrbase-db-eu-central-1 a standalone, writable primary. Replication from Ireland ends.",
                Step.Effect.IRREVERSIBLE,
                Step.Confirm.TYPED_AND_SECOND,
                Optional.of("medzen-ehrbase-db-eu-central-1"),
                List.of("5.5"),
                List.of(new ActionUse(
                        "rds.promote",
                        Optional.of("eu-central-1"),
                        Map.of("instance", "medzen-ehrbase-db-eu-central-1", "backupRetention", 30))),
                List.of(new Step.Verification("The instance is not a replica and takes writes", Optional.empty())),
                Duration.ofMinutes(6),
                List.of(new Departure("A7", "Promotion waits for the backup window to be more than 30 min away.")),
                "Phase 5, action 3");
    }
}
