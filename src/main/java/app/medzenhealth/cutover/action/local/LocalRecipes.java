package app.medzenhealth.cutover.action.local;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people and programs of this machine do, as commands and questions. */
final class LocalRecipes {
    private LocalRecipes() {}

    static void decision(ActionContext context, Inputs with, Script script) {
        script.say(with.text("question"));
        with.someOf("options")
                .forEach(o -> script.say("  - " + o + (o.equals(with.text("recommended")) ? " (recommended)" : "")));
        script.attest("It is decided, and who decided what is written down");
    }

    static void message(ActionContext context, Inputs with, Script script) {
        var message = context.plan().message(with.text("message")).orElseThrow();
        var file = script.file(
                "message-" + message.id() + ".txt",
                "Due: " + message.due() + "\nChannel: " + message.channel() + "\nSubject: "
                        + MessageSend.filled(context, message.subject()) + "\n\n"
                        + MessageSend.filled(context, message.body()) + "\n");
        script.show(Command.of("cat", file));
        script.attest("The message above went out by " + message.channel());
    }

    /** In the working copy, whose place the caller names: it need not be on the machine that saved the pack. */
    static void command(ActionContext context, Inputs with, Script script) {
        var words = new ArrayList<String>(List.of("in_working_copy", with.text("directory")));
        with.map("environment").forEach((k, v) -> words.add(k + "=" + v));
        words.addAll(with.someOf("argv"));
        int exit = with.optionalNumber("exit").orElse(0);
        if (exit != 0) {
            script.say("The next command is expected to end with " + exit + ".");
        }
        script.tool(String.join(" ", with.someOf("argv")), new Command(words));
    }

    static void pack(ActionContext context, Inputs with, Script script) {
        with.map("functions").forEach((function, directory) -> {
            try {
                var zip = zip(context, directory);
                var file = script.file(function + ".zip", zip);
                script.tool(function + " is packed", Command.of("test", "-s", file));
            } catch (IOException e) {
                script.say("When the pack was saved, " + function + " could not be packed: " + e.getMessage());
                script.tool(function + " is packed", Command.of("pack_folder", directory, path(context, function)));
            }
        });
    }

    private static byte[] zip(ActionContext context, String directory) throws IOException {
        var beside = Files.createTempDirectory("pack");
        var file = beside.resolve("function.zip");
        try {
            FunctionZip.pack(WorkingCopy.of(context), directory, file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(beside);
        }
    }

    private static String path(ActionContext context, String function) {
        return Shell.variable("PACK") + "/files/" + Script.inPack(context.step(), function + ".zip");
    }

    static Map<String, Given> packages(ActionContext context, Inputs with) {
        var given = new HashMap<String, Given>();
        with.map("functions").keySet().forEach(f -> given.put(f + ".zip", new Given.Known(path(context, f))));
        return given;
    }
}
