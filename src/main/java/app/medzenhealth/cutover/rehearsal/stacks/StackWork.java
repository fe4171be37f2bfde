package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes and deletes a stack's members one after the other, each in its own time. */
final class StackWork {
    private final Estate estate;
    private final String region;
    private final CloudFormationState state;

    StackWork(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = CloudFormationState.of(estate, region);
    }

    /**
     * @param make logical ids in the order they are made; one that exists is replaced
     * @param remove logical ids that go at the end
     * @param done told when it has ended, well or not
     */
    record Plan(
            StackTemplate template,
            Map<String, String> parameters,
            List<String> make,
            List<String> remove,
            Runnable done) {}

    /** @param verb {@code CREATE} or {@code UPDATE} */
    void begin(Stack stack, String verb, Plan plan) {
        var now = estate.now();
        stack.turn(verb + "_IN_PROGRESS", "User Initiated", now);
        var scope = new Scope(estate, region, stack, plan.template(), plan.parameters());
        make(stack, verb, plan, scope, new ArrayList<>(plan.make()), new ArrayList<>(), now);
    }

    private void make(
            Stack stack, String verb, Plan plan, Scope scope, List<String> left, List<String> made, Instant now) {
        if (left.isEmpty()) {
            finish(stack, verb, plan, scope, now);
            return;
        }
        var id = left.removeFirst();
        var resource = plan.template().resource(id);
        if (!scope.wanted(resource.condition())) {
            make(stack, verb, plan, scope, left, made, now);
            return;
        }
        var kind = ResourceKind.of(resource.type()).orElseThrow();
        stack.event(id, "", resource.type(), "CREATE_IN_PROGRESS", null, now);
        ResourceKind.Made member;
        try {
            replaced(stack, id);
            member = kind.maker().make(new Site(estate, region, stack, id), scope.properties(resource));
        } catch (AwsServiceException | StackTemplate.Malformed e) {
            stack.event(id, "", resource.type(), "CREATE_FAILED", reason(e), now);
            rollBack(stack, verb, plan, id, made, now);
            return;
        }
        var coming = new Stack.Member(
                id, resource.type(), member.physicalId(), "CREATE_IN_PROGRESS", now, member.attributes());
        stack.members.put(id, coming);
        stack.event(id, member.physicalId(), resource.type(), "CREATE_IN_PROGRESS", "Resource creation Initiated", now);
        after(now, kind.takes(), then -> {
            stack.members.put(id, coming.with("CREATE_COMPLETE", then));
            stack.event(id, member.physicalId(), resource.type(), "CREATE_COMPLETE", null, then);
            made.add(id);
            make(stack, verb, plan, scope, left, made, then);
        });
    }

    private void replaced(Stack stack, String id) {
        var old = stack.members.remove(id);
        if (old != null) {
            remove(stack, old);
        }
    }

    private void finish(Stack stack, String verb, Plan plan, Scope scope, Instant now) {
        for (var id : plan.remove()) {
            replaced(stack, id);
        }
        stack.template = plan.template();
        stack.parameters = plan.parameters();
        stack.outputs.clear();
        stack.exports.clear();
        plan.template().outputs().forEach((key, output) -> {
            if (scope.wanted(output.condition())) {
                stack.outputs.put(key, scope.text(output.value()));
                if (output.export() != null) {
                    stack.exports.put(key, scope.text(output.export()));
                }
            }
        });
        plan.done().run();
        stack.turn(verb + "_COMPLETE", null, now);
    }

    private void rollBack(Stack stack, String verb, Plan plan, String failed, List<String> made, Instant now) {
        var prefix = verb.equals("CREATE") ? "ROLLBACK" : "UPDATE_ROLLBACK";
        stack.turn(
                prefix + "_IN_PROGRESS",
                "The following resource(s) failed to create: [" + failed + "]. Rollback requested by user.",
                now);
        plan.done().run();
        var undo = made.reversed();
        after(now, Duration.ofSeconds(10L * (1 + undo.size())), then -> {
            for (var id : undo) {
                Optional.ofNullable(stack.members.remove(id)).ifPresent(member -> {
                    remove(stack, member);
                    stack.event(id, member.physicalId(), member.type(), "DELETE_COMPLETE", null, then);
                });
            }
            stack.turn(prefix + "_COMPLETE", null, then);
        });
    }

    /** @param retained logical ids that stay where they are */
    void delete(Stack stack, List<String> retained) {
        var now = estate.now();
        stack.turn("DELETE_IN_PROGRESS", "User Initiated", now);
        for (var export : stack.exports.entrySet()) {
            var importers = state.importers(export.getValue());
            if (!importers.isEmpty()) {
                after(
                        now,
                        Duration.ofSeconds(5),
                        then -> stack.turn(
                                "DELETE_FAILED",
                                "Export " + export.getValue() + " cannot be deleted as it is in use by "
                                        + String.join(", ", importers),
                                then));
                return;
            }
        }
        var left = new ArrayList<Stack.Member>(stack.members.values().stream()
                .filter(m -> !retained.contains(m.logicalId()))
                .toList()
                .reversed());
        delete(stack, left, new ArrayList<>(), now);
    }

    private void delete(Stack stack, List<Stack.Member> left, List<String> failed, Instant now) {
        if (left.isEmpty()) {
            after(now, Duration.ofSeconds(2), then -> {
                if (failed.isEmpty()) {
                    stack.turn("DELETE_COMPLETE", null, then);
                } else {
                    stack.turn(
                            "DELETE_FAILED",
                            "The following resource(s) failed to delete: [" + String.join(", ", failed) + "]. ",
                            then);
                }
            });
            return;
        }
        var member = left.removeFirst();
        stack.event(member.logicalId(), member.physicalId(), member.type(), "DELETE_IN_PROGRESS", null, now);
        var takes = ResourceKind.of(member.type()).map(ResourceKind::takes).orElse(Duration.ofSeconds(4));
        after(now, takes, then -> {
            try {
                remove(stack, member);
                stack.members.remove(member.logicalId());
                stack.event(member.logicalId(), member.physicalId(), member.type(), "DELETE_COMPLETE", null, then);
            } catch (AwsServiceException | StackTemplate.Malformed e) {
                stack.members.put(member.logicalId(), member.with("DELETE_FAILED", then));
                stack.event(member.logicalId(), member.physicalId(), member.type(), "DELETE_FAILED", reason(e), then);
                failed.add(member.logicalId());
            }
            delete(stack, left, failed, then);
        });
    }

    /** What is gone already counts as deleted, as CloudFormation does. */
    private void remove(Stack stack, Stack.Member member) {
        var kind = ResourceKind.of(member.type());
        if (kind.isEmpty()) {
            return;
        }
        try {
            kind.get().remover().remove(new Site(estate, region, stack, member.logicalId()), member.physicalId());
        } catch (AwsServiceException e) {
            if (!missing(e)) {
                throw e;
            }
        }
    }

    private static boolean missing(AwsServiceException e) {
        var code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return e.statusCode() == 404 || code.contains("NotFound") || code.contains("NoSuch");
    }

    private static String reason(RuntimeException e) {
        return e instanceof AwsServiceException aws && aws.awsErrorDetails() != null
                ? "Resource handler returned message: \"%s (Service: %s, Status Code: %d)\" (HandlerErrorCode: %s)"
                        .formatted(
                                aws.awsErrorDetails().errorMessage(),
                                aws.getClass().getPackageName().replaceAll(".*services\\.([a-z0-9]+)\\.model", "$1"),
                                aws.statusCode(),
                                aws.awsErrorDetails().errorCode())
                : String.valueOf(e.getMessage());
    }

    /** The estate may be read long after the work was due: each step counts from when the one before was done. */
    private void after(Instant from, Duration time, Consumer<Instant> work) {
        var due = from.plus(time);
        estate.agenda().at(due, () -> work.accept(due));
    }
}
