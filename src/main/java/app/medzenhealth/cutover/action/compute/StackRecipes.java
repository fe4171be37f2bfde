package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.deletion.DeletionRecipes;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Marks;
import app.medzenhealth.cutover.action.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stacks as commands: by change set and by ARN. */
final class StackRecipes {
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final List<String> COMPLETE =
            List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    private static final List<String> ENDED_BADLY = List.of(
            "CREATE_FAILED",
            "ROLLBACK_COMPLETE",
            "ROLLBACK_FAILED",
            "UPDATE_FAILED",
            "UPDATE_ROLLBACK_COMPLETE",
            "UPDATE_ROLLBACK_FAILED",
            "DELETE_COMPLETE",
            "DELETE_FAILED",
            "DELETE_IN_PROGRESS");

    private StackRecipes() {}

    private static Command read(String region, String stack) {
        return Command.aws(region, "cloudformation", "describe-stacks", "--stack-name", stack);
    }

    static Map<String, Given> outputs(ActionContext context, Inputs with) {
        var stack = read(with.region(), with.text("stack"));
        return Map.of(
                "stackId",
                new Given.Asked(stack.asking("Stacks[0].StackId")),
                "*",
                new Given.Asked(stack.asking("Stacks[0].Outputs[?OutputKey==`\"%s\"`].OutputValue | [0]")));
    }

    static void deploy(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var stack = with.text("stack");
        var template = TemplateFile.read(WorkingCopy.of(context), with.text("template"));
        var parameters = new TreeMap<String, String>(with.map("parameters"));
        var tags = new TreeMap<String, String>(with.map("tags"));
        var capabilities = with.list("capabilities");
        var set = "cutover-" + template.print(parameters, capabilities, tags);
        var file = script.file(stack + "-template.yaml", template.body());
        var status = read(region, stack).asking("Stacks[0].StackStatus");
        script.unless(
                read(region, stack).asking("Stacks[?StackStatus!=`\"REVIEW_IN_PROGRESS\"`].StackId | [0]"),
                "the stack " + stack + " exists already; if it has to be changed, do it in the console",
                s -> {
                    change(context, s, with, new Change(region, stack, set, file, parameters, tags, capabilities));
                });
        script.until("stack " + stack, COMPLETE, ENDED_BADLY, EVERY, Duration.ofHours(1), status);
        script.show(read(region, stack).asking("Stacks[0].Outputs[].[OutputKey,OutputValue]"));
        script.expect(
                "resources of " + stack,
                Script.Bound.LEAST,
                template.resources().size(),
                Command.aws(region, "cloudformation", "list-stack-resources", "--stack-name", stack)
                        .asking("length(StackResourceSummaries[?ResourceStatus!=`\"DELETE_COMPLETE\"`])"));
    }

    private record Change(
            String region,
            String stack,
            String set,
            String file,
            Map<String, String> parameters,
            Map<String, String> tags,
            List<String> capabilities) {}

    static void change(ActionContext context, Script script, Inputs with, Change c) {
        var set = Command.aws(
                c.region(),
                "cloudformation",
                "describe-change-set",
                "--stack-name",
                c.stack(),
                "--change-set-name",
                c.set());
        var tags = new TreeMap<String, String>(c.tags());
        tags.putAll(CreatedBy.tags(context));
        var parameters = Marks.list(c.parameters(), "ParameterKey", "ParameterValue");
        script.unless(set.asking("ChangeSetId"), "the change set is made already", s -> {
            var create = Command.aws(
                            c.region(),
                            "cloudformation",
                            "create-change-set",
                            "--stack-name",
                            c.stack(),
                            "--change-set-name",
                            c.set(),
                            "--change-set-type",
                            "CREATE",
                            "--template-body",
                            "file://" + c.file())
                    .json("--parameters", parameters)
                    .json("--tags", Marks.list(tags, "Key", "Value"))
                    .with("--client-token", context.tokens().token("create-" + c.set()));
            var consent = new ArrayList<String>(c.capabilities());
            s.run(consent.isEmpty() ? create : create.with("--capabilities").and(consent));
        });
        script.until(
                "change set " + c.set(),
                List.of("CREATE_COMPLETE"),
                List.of("FAILED"),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                set.asking("Status"));
        script.show(set.asking("Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement]"));
        with.list("forbid")
                .forEach(f -> script.expect(
                        "resources of type " + f,
                        "0",
                        set.asking("length(Changes[?ResourceChange.ResourceType==" + Jmes.literal(f) + "])")));
        script.attest("The list above only adds what this step is for");
        script.run(Command.aws(
                c.region(),
                "cloudformation",
                "execute-change-set",
                "--stack-name",
                c.stack(),
                "--change-set-name",
                c.set(),
                "--client-request-token",
                context.tokens().token("execute-" + c.set())));
    }

    /** By ARN from the first look on: a name is free again as soon as the stack is gone, and a wrong one counts as deleted. */
    static void delete(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var stack = with.text("stack");
        var live = Command.aws(region, "cloudformation", "list-stacks")
                .asking("StackSummaries[?StackName==" + Jmes.literal(stack)
                        + " && StackStatus!=`\"DELETE_COMPLETE\"`].StackId | [0]");
        script.choice(
                live,
                s -> {
                    var arn = s.value("STACK", "ARN of " + stack, live);
                    s.expect(
                            "termination protection",
                            "false",
                            read(region, arn).asking("Stacks[0].EnableTerminationProtection"));
                    s.show(Command.aws(region, "cloudformation", "list-stack-resources", "--stack-name", arn)
                            .asking("StackResourceSummaries[].[LogicalResourceId, ResourceType, PhysicalResourceId]"));
                    s.attest(
                            "Everything in the list above may go, its buckets are empty, no other stack imports from it, and of each"
                                    + " resource that holds data and that its template does not keep a copy was seen");
                    with.optional("archive")
                            .ifPresent(a -> s.attest(
                                    "The console compares the lines of each log group of the stack with what lies in the archive "
                                            + a + " before it deletes; this script does not. You have compared them"));
                    with.optional("decidedIn")
                            .ifPresent(d -> s.attest(
                                    "Of each resource listed above that holds data and has no copy, somebody has stated by its name"
                                            + " in step " + d
                                            + " that nobody needs it; this script does not look for that"));
                    DeletionRecipes.facts(with, s, List.of(stack));
                    s.destructive(
                            stack, "deletes the stack " + stack + " in " + region + " with everything listed above");
                    s.run(Command.aws(
                            region,
                            "cloudformation",
                            "delete-stack",
                            "--stack-name",
                            arn,
                            "--client-request-token",
                            context.tokens().token("delete-stack")));
                    s.until(
                            "stack " + stack,
                            List.of("DELETE_COMPLETE"),
                            List.of("DELETE_FAILED"),
                            EVERY,
                            Duration.ofMinutes(90),
                            read(region, arn).asking("Stacks[0].StackStatus"));
                },
                s -> s.say("no stack " + stack + " is left"));
        check(context, with, script, List.of("DELETE_COMPLETE"));
    }

    static void check(ActionContext context, Inputs with, Script script) {
        check(context, with, script, with.list("status"));
    }

    /** A deleted stack is listed for 90 days; a name that is not listed at all was never a stack. */
    static void check(ActionContext context, Inputs with, Script script, List<String> wanted) {
        var any = String.join(
                " || ",
                wanted.stream().map(w -> "StackStatus==" + Jmes.literal(w)).toList());
        script.expect(
                "stacks named " + with.text("stack") + " that are " + String.join(" or ", wanted),
                Script.Bound.LEAST,
                1,
                Command.aws(with.region(), "cloudformation", "list-stacks")
                        .asking("length(StackSummaries[?StackName==" + Jmes.literal(with.text("stack")) + " && (" + any
                                + ")])"));
    }
}
