package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.List;

/** Whether name servers answer what they should. */
public final class DnsCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("dns.check", "Check a DNS name")
            .requires(TEXT, "name", "type")
            .requires(LIST, "values")
            .requires(TEXT, "where")
            .is(Trait.ABOUT_NAMES, Trait.CHECKS_NAME)
            .script(DnsRecipes::check)
            .createdBy(DnsCheck::new);

    private final String name;
    private final String type;
    private final List<String> values;
    private final Where where;

    private enum Where {
        AUTHORITATIVE,
        RESOLVER,
        BOTH
    }

    private DnsCheck(Inputs in) {
        this.name = in.text("name");
        this.type = in.text("type");
        this.values = in.someOf("values");
        this.where = switch (in.text("where")) {
            case "authoritative" -> Where.AUTHORITATIVE;
            case "resolver" -> Where.RESOLVER;
            case "both" -> Where.BOTH;
            default ->
                throw new ActionFailure(
                        "dns.check: where is authoritative, resolver or both", "nothing was asked", "correct the plan");
        };
    }

    @Override
    protected String summary() {
        return "Asks name servers whether " + name + " " + type + " is " + String.join(", ", values) + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var answers = new ArrayList<Answer>();
        if (where != Where.RESOLVER) {
            answers.addAll(context.dns().authoritative(name, type));
        }
        if (where != Where.AUTHORITATIVE) {
            answers.add(context.dns().resolver(name, type));
        }
        return new Finding(answers.stream().map(this::check).toArray(Check[]::new));
    }

    private Check check(Answer answer) {
        var title = answer.server() + " answers " + String.join(", ", values) + " for " + name;
        return switch (answer) {
            case Answer.NoAnswer no -> Check.unknown(title, Propagation.words(no));
            case Answer.NoSuchName no -> Check.fail(title, "no such name", "look at the zone's records");
            case Answer.Records records ->
                RecordValue.all(type, records.values()).equals(RecordValue.all(type, values))
                        ? Check.pass(title, Propagation.words(records))
                        : Check.fail(
                                title, Propagation.words(records), "wait out the TTL, or look at the zone's records");
        };
    }
}
