package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down the way back from what is really there, and tries each piece: what was written is read from disk and compared with
 * the live state, read once more.
 */
final class MakeRollbackPack extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.readsGlobally("rollback.pack", "Write the rollback pack")
            .outputs("folder")
            .is(Trait.PACKS_WAY_BACK)
            .script(EvidenceRecipes::wayBack)
            .createdBy(MakeRollbackPack::new);

    private static final String FOLDER = "rollback-pack";
    /** JSON of what there is none of. */
    private static final Set<String> EMPTY = Set.of("{ }", "{}", "[ ]", "[]");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    MakeRollbackPack(Inputs inputs) {}

    /** Reads one piece from the live state. */
    @FunctionalInterface
    private interface Capture {
        Object read(ActionContext context);
    }

    @Override
    protected String summary() {
        return "Write the way back from the live state, and try each piece without changing anything";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        try {
            for (var piece : pieces(context).entrySet()) {
                file(context, piece.getKey()).write(text(piece.getValue().read(context)));
                progress.line("Wrote " + piece.getKey());
            }
        } catch (SdkException e) {
            throw ActionFailure.because(e, "the pack is incomplete", "make the live state readable and run it again");
        }
        file(context, "README.md").write(readme(context));
        return super.run(context, progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var piece : pieces(context).entrySet()) {
            checks.add(Check.reading(piece.getKey() + " fits the live state", () -> {
                var written = file(context, piece.getKey()).read();
                if (written.isEmpty()) {
                    return new Check.Fail("it was not written", "run the step");
                }
                var live = text(piece.getValue().read(context));
                return written.get().equals(live)
                        ? new Check.Pass(
                                EMPTY.contains(live.strip())
                                        ? "read again and the same: there is none, so there is nothing to bring back"
                                        : "read again and the same, "
                                                + written.get().lines().count() + " lines")
                        : new Check.Fail("the live state has changed since", "make the pack again");
            }));
        }
        return new Finding(
                checks,
                new Outputs(Map.of("folder", context.files().resolve(FOLDER).toString())));
    }

    private static Map<String, Capture> pieces(ActionContext context) {
        var pieces = new LinkedHashMap<String, Capture>();
        pieces.put("dns.json", Captured::dns);
        for (var region : Scans.regions(context.plan())) {
            pieces.put(region + "-services.json", c -> Captured.services(c, region));
            pieces.put(region + "-functions.json", c -> Captured.functions(c, region));
            pieces.put(region + "-security-groups.json", c -> Captured.firewallRules(c, region));
        }
        return pieces;
    }

    private static String readme(ActionContext context) {
        return """
                # Rollback pack of %s

                Captured from the live state by step %s. The console's rollback procedures are the way back: each of their
                steps is previewed, confirmed, verified and recorded. These files are for the day on which there is no console.

                - `dns.json`: by hosted zone, the change batch that brings every record back. Save the zone's part as
                  `batch.json`, then: `aws route53 change-resource-record-sets --hosted-zone-id ZONE --change-batch file://batch.json`.
                  A record whose type has changed since must be deleted in the same batch.
                - `REGION-services.json`: for each service
                  `aws ecs update-service --region REGION --cluster CLUSTER --service SERVICE --desired-count DESIRED`, then
                  `aws ecs wait services-stable --region REGION --cluster CLUSTER --services SERVICE`.
                - `REGION-functions.json`: configuration of every function; environment variables by name only.
                - `REGION-security-groups.json`: ingress rules, to be compared and added again:
                  `aws ec2 authorize-security-group-ingress --region REGION --group-id GROUP --ip-permissions file://rules.json`.

                Going back by DNS alone is free of loss only until the first write to the new primary.
                """.formatted(context.plan().title(), context.step());
    }

    private static String text(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }

    private static SessionFile file(ActionContext context, String name) {
        return SessionFile.in(context, context.files().resolve(FOLDER).resolve(name));
    }
}
