package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

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
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a message of the plan, ready to be sent; a person sends it and states so. The console itself sends nothing. */
public final class MessageSend extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("message.send", "Send a message")
            .requires(TEXT, "message")
            .accepts(TEXT, "since")
            .accepts(DURATION, "over")
            .outputs("file")
            .is(Trait.BY_PERSON, Trait.SENDS_MESSAGE)
            .script(LocalRecipes::message)
            .createdBy(MessageSend::new);

    private final String id;

    private MessageSend(Inputs in) {
        this.id = in.text("message");
    }

    @Override
    protected String summary() {
        return "Writes the message “" + id + "”; a person sends it and states so.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        var message = context.plan()
                .message(id)
                .orElseThrow(() ->
                        new ActionFailure("The plan has no message " + id, "nothing was written", "correct the plan"));
        var file = write(context, message);
        progress.line("Ready to be sent by " + message.channel() + ": " + file);
        var checks = new ArrayList<Check>();
        checks.add(complete(context, message, file));
        day(context, message).ifPresent(checks::add);
        checks.add(Attested.check(
                context,
                "The message went out by " + message.channel(),
                a -> true,
                "send it, then state that it went out"));
        return new Finding(List.copyOf(checks), new Outputs(Map.of("file", file.toString())));
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        return context.plan().message(id).flatMap(m -> day(context, m)).stream().toList();
    }

    private static Check complete(ActionContext context, Plan.Message message, Path file) {
        var title = "The message is complete";
        var unset = Variables.in(message.subject() + "\n" + message.body()).stream()
                .flatMap(v -> context.plan().parameter(v).stream())
                .filter(p -> p.value().filter(v -> !v.isBlank()).isEmpty())
                .map(p -> "“" + p.title() + "”")
                .toList();
        return unset.isEmpty()
                ? Check.pass(title, file.toString())
                : Check.fail(title, "not set yet: " + String.join(", ", unset), "set it under Plan › Parameters");
    }

    /** What is announced must lie ahead. */
    private static Optional<Check> day(ActionContext context, Plan.Message message) {
        if (!message.due().startsWith("T-") || message.due().equals("T-0")) {
            return Optional.empty();
        }
        var title = "The change window lies ahead";
        return context.plan()
                .window()
                .date()
                .flatMap(context.plan()::parameter)
                .map(p -> p.value()
                        .flatMap(PlanWording::day)
                        .map(day -> ahead(title, context, day))
                        .orElseGet(() ->
                                Check.fail(title, "“" + p.title() + "” is not set", "set it under Plan › Parameters")));
    }

    private static Check ahead(String title, ActionContext context, LocalDate day) {
        var today = context.time().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var left = ChronoUnit.DAYS.between(today, day);
        var said = PlanWording.inWords(day.toString()) + (left >= 0 ? ", in " + left + " days" : ", which is over");
        return left > 0
                ? Check.pass(title, said)
                : Check.fail(
                        title, said, "set the day of the next window under Plan › Parameters, before anybody is told");
    }

    private Path write(ActionContext context, Plan.Message message) {
        var file = context.files().resolve("messages").resolve(id.replaceAll("[^A-Za-z0-9._-]", "-") + ".txt");
        var text = "Due: " + message.due() + "\nChannel: " + message.channel() + "\nSubject: "
                + filled(context, message.subject()) + "\n\n" + filled(context, message.body()) + "\n";
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                new SessionFile(file).write(text);
            }
            return file;
        } catch (IOException e) {
            throw new ActionFailure(
                    "The message could not be written: " + e.getMessage(),
                    "nothing was sent",
                    "make the session's folder writable, then run the step again",
                    e);
        }
    }

    static String filled(ActionContext context, String text) {
        var values = new LinkedHashMap<String, String>();
        context.plan().parameters().forEach(p -> p.value().ifPresent(v -> values.put(p.id(), v)));
        return PlanWording.of(context.plan(), values, text);
    }
}
