package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a message of the plan, ready to be sent; a person sends it and states so. The console itself sends nothing. */
public final class MessageSend extends ReadOnlyAction {

    static final ActionType TYPE = Signed.readsGlobally("message.send", "Send a message")
            .needs(TEXT, "message")
            .gives("file")
            .madeBy(MessageSend::new);

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
        var text = message.subject() + "\n" + message.body();
        var open = Variables.in(filled(context, text));
        return new Finding(
                List.of(
                        open.isEmpty()
                                ? Check.pass("The message is complete", file.toString())
                                : Check.fail(
                                        "The message is complete",
                                        "not filled in: " + open,
                                        "fill in the plan's parameters"),
                        Attested.check(
                                context,
                                "The message went out by " + message.channel(),
                                a -> true,
                                "send it, then state that it went out")),
                new Outputs(Map.of("file", file.toString())));
    }

    private Path write(ActionContext context, Plan.Message message) {
        var file = context.files().resolve("messages").resolve(id.replaceAll("[^A-Za-z0-9._-]", "-") + ".txt");
        var text = "Due: " + message.due() + "\nChannel: " + message.channel() + "\nSubject: "
                + filled(context, message.subject()) + "\n\n" + filled(context, message.body()) + "\n";
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
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
        var plan = context.plan();
        return Variables.resolve(text, name -> switch (name) {
            case "account" -> Optional.of(plan.account());
            case "plan.id" -> Optional.of(plan.id());
            default ->
                plan.parameters().stream()
                        .filter(p -> p.id().equals(name))
                        .findFirst()
                        .flatMap(Plan.Parameter::value);
        });
    }
}
