package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.EventRules;
import app.medzenhealth.cutover.action.compute.EcsTasks;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/**
 * What may write to a fenced database although the fence does not name it: other services of its cluster, other triggers of the
 * same functions, other security groups of the instance. Of a kind of trigger of which the fence names none, every one that is on
 * counts, since nobody said which of them write.
 */
record UnnamedWriters(Fenced fenced) {

    /** What runs in the cluster besides the fenced service, is to run, or has not ended: services, and tasks of none. */
    List<String> services(ActionContext context) {
        var ecs = context.clients().client(EcsClient.class, fenced.region());
        var cluster = fenced.service().cluster();
        try {
            var wanted = ecs.listServicesPaginator(q -> q.cluster(cluster)).stream()
                    .map(page -> page.serviceArns())
                    .filter(arns -> !arns.isEmpty())
                    .flatMap(
                            arns -> ecs.describeServices(q -> q.cluster(cluster).services(arns)).services().stream())
                    .filter(s -> !s.serviceName().equals(fenced.service().service()))
                    .filter(s -> s.desiredCount() > 0 || s.runningCount() > 0)
                    .map(s -> s.serviceName() + ": " + s.runningCount() + " running, " + s.desiredCount() + " desired")
                    .toList();
            var all = new ArrayList<>(wanted);
            EcsTasks.in(context, fenced.region(), cluster)
                    .besides(fenced.service().service())
                    .stream()
                    .filter(t -> wanted.stream().noneMatch(w -> w.startsWith(t.substring(0, t.indexOf(": ") + 2))))
                    .forEach(all::add);
            return List.copyOf(all);
        } catch (ClusterNotFoundException e) {
            return List.of();
        }
    }

    /** Triggers that are on, by label. */
    List<String> triggers(ActionContext context) {
        var named = fenced.triggers();
        var events = EventRules.in(context, fenced.region());
        var rules = events.all();
        var functions = functions(events, rules);
        var on = new ArrayList<String>();
        rules.stream()
                .filter(r -> !named.rules().contains(r.name()))
                .filter(r -> r.managedBy() == null
                        && Triggers.RULE.getOrDefault(r.stateAsString(), Trigger.State.ON) == Trigger.State.ON)
                .filter(r -> events.targets(r.name()).stream().anyMatch(t -> writes(t.arn(), functions, named.rules())))
                .map(r -> new Trigger.Rule(r.name()).label())
                .forEach(on::add);
        context
                .clients()
                .client(SchedulerClient.class, fenced.region())
                .listSchedulesPaginator(q -> {})
                .schedules()
                .stream()
                .filter(s -> !named.schedules().contains(s.name()))
                .filter(s -> Triggers.SCHEDULE.getOrDefault(s.stateAsString(), Trigger.State.ON) == Trigger.State.ON)
                .filter(s -> writes(target(s), functions, named.schedules()))
                .map(s -> new Trigger.Schedule(s.name()).label())
                .forEach(on::add);
        if (named.functions().isEmpty()) {
            context
                    .clients()
                    .client(LambdaClient.class, fenced.region())
                    .listEventSourceMappingsPaginator(q -> {})
                    .eventSourceMappings()
                    .stream()
                    .filter(m -> Triggers.MAPPING.getOrDefault(String.valueOf(m.state()), Trigger.State.ON)
                            == Trigger.State.ON)
                    .map(m -> new Trigger.Mapping(
                                    m.uuid(), FunctionName.of(m.functionArn()).name())
                            .label())
                    .forEach(on::add);
        }
        return on;
    }

    /** What may enter the database by groups that are attached to it now, whatever group the fence closed. */
    List<String> ways(ActionContext context) {
        return fenced.database(context).stream()
                .flatMap(d -> d.vpcSecurityGroups().stream())
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .filter(g -> !g.equals(fenced.group()))
                .flatMap(g -> Ingress.read(context, fenced.region(), g).stream()
                        .filter(i -> i.reaches(fenced.port()))
                        .filter(i -> !fenced.kept(i))
                        .map(i -> g + ": " + i.text()))
                .toList();
    }

    /** The functions that the fence is about: those it names, and those that its rules start. */
    private Set<String> functions(EventRules events, List<Rule> rules) {
        var all = new HashSet<>(fenced.triggers().functions());
        rules.stream()
                .map(Rule::name)
                .filter(fenced.triggers().rules()::contains)
                .flatMap(r -> events.targets(r).stream())
                .map(Target::arn)
                .filter(arn -> arn.contains(":lambda:"))
                .map(arn -> FunctionName.of(arn).name())
                .forEach(all::add);
        return all;
    }

    private boolean writes(String arn, Set<String> functions, List<String> named) {
        if (named.isEmpty()) {
            return arn.contains(":lambda:") || arn.contains(":ecs:");
        }
        return arn.contains(":lambda:")
                        && functions.contains(FunctionName.of(arn).name())
                || arn.contains(":ecs:")
                        && Arns.name(arn).equals(fenced.service().cluster());
    }

    private static String target(ScheduleSummary schedule) {
        return schedule.target() == null ? "" : String.valueOf(schedule.target().arn());
    }
}
