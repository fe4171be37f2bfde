package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignInStanding;
import app.medzenhealth.cutover.ui.common.AccessControl;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Who is signed in, until when, what may be changed; and signing in again. */
public final class CredentialsDialog {
    public static final String ID = "credentials";

    private CredentialsDialog() {}

    public static void open(ScreenContext desk, AccessControl access, Browser browser) {
        var handle = new AtomicReference<Optional<DialogService.Handle>>(Optional.empty());
        var pane = new SignInPane(desk.background(), desk.console().clock(), browser, new SignInPane.Target() {
            @Override
            public String account() {
                return access.current().standing().account();
            }

            @Override
            public List<ProfileEntry> profiles() {
                return access.profiles();
            }

            @Override
            public void enter(String profile, Person person) throws InterruptedException {
                access.again(profile, person);
            }

            @Override
            public void entered() {
                handle.get().ifPresent(DialogService.Handle::close);
                desk.readings().refreshSoon();
                desk.notices().say(Tone.OK, "Signed in again. Waiting steps resume.");
            }
        });
        pane.getStyleClass().add("again");
        var body = new VBox(
                facts(access.current(), desk),
                leave(access, desk),
                Labels.wrapped("Sign in again", "h3"),
                Labels.wrapped("Only as the same principal: anybody else is refused and recorded.", "caption", "muted"),
                pane);
        body.getStyleClass().add("rows");
        var close = new DialogService.Button(
                "close",
                "Close",
                DialogService.Kind.QUIET,
                new SimpleBooleanProperty(false),
                DialogService.After.CLOSE,
                pane::close);
        handle.set(Optional.of(desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.NEUTRAL,
                        "Credentials",
                        "",
                        body,
                        "They stay in memory and are written nowhere.",
                        List.of(close),
                        Optional.empty()))));
        pane.point(access.current().standing().profile());
    }

    private static GridPane facts(AccessControl.View view, ScreenContext desk) {
        var who = view.standing();
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        String[][] rows = {
            {"Account", who.account()},
            {"Principal", who.arn()},
            {"Profile", who.profile() + " · " + who.way()},
            {"Keys end", who.keysEnd().map(e -> InWords.day(e) + " UTC").orElse("nobody says")},
            {"You are needed", needed(who)},
            {
                "Phases’ own roles",
                view.roles().isEmpty() ? "none: changes are sent as this principal" : String.join(", ", view.roles())
            }
        };
        for (var i = 0; i < rows.length; i++) {
            grid.add(Labels.whole(rows[i][0], "muted"), 0, i);
            grid.add(i < 2 ? Labels.wrapped(rows[i][1], "mono", "caption") : Labels.wrapped(rows[i][1]), 1, i);
        }
        return grid;
    }

    private static String needed(SignInStanding who) {
        return who.lasts()
                .map(end -> "at " + InWords.day(end) + " UTC" + (who.renews() ? "; until then keys renew alone" : ""))
                .orElse(who.renews() ? "not again: keys renew alone" : "not again");
    }

    private static VBox leave(AccessControl access, ScreenContext desk) {
        var group = new ToggleGroup();
        var reads = new RadioButton("Only read");
        reads.setId("leave-read");
        var changes = new RadioButton("Read, and change what I confirm step by step");
        changes.setId("leave-change");
        reads.setToggleGroup(group);
        changes.setToggleGroup(group);
        (access.current().leave() == Leave.CHANGES ? changes : reads).setSelected(true);
        group.selectedToggleProperty().addListener((_, _, now) -> {
            var wanted = now == changes ? Leave.CHANGES : Leave.READ_ONLY;
            desk.background()
                    .act(
                            "Changing what is allowed",
                            () -> access.allow(wanted, desk.operator()),
                            desk.readings()::refreshSoon);
        });
        var box = new VBox(Labels.wrapped("What this session may do", "h3"), reads, changes);
        box.getStyleClass().addAll("rows", "divided-top", "start-part");
        return box;
    }
}
