package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.Sections.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is to be read about one step, from its purpose to its log. */
final class StepPage {
    private final Desk desk;
    private final Plan plan;

    StepPage(Desk desk, Plan plan) {
        this.desk = desk;
        this.plan = plan;
    }

    List<Section> sections(StepView view) {
        var sections = new ArrayList<Section>();
        var step = view.step();
        var id = step.id();
        sections.add(new Section("head " + id, List.of(step, view.state().getClass()), () -> head(view)));
        switch (view.state()) {
            case StepState.Locked(var locks) -> sections.add(new Section("locks " + id, locks, () -> locks(locks)));
            case StepState.Failed failed -> sections.add(new Section("failed " + id, failed, () -> failed(failed)));
            case StepState.InDoubt doubt -> sections.add(new Section("doubt " + id, doubt, () -> doubt(doubt)));
            case StepState.Skipped s -> sections.add(new Section("skipped " + id, s, () ->
                    note(Tone.WARN, Feather.SKIP_FORWARD, "Skipped by " + s.by() + " at " + InWords.day(s.at()) + " UTC", s.reason())));
            case StepState.Succeeded s -> sections.add(new Section("done " + id, s, () ->
                    note(Tone.OK, Feather.CHECK_CIRCLE, "Done in " + InWords.exactly(s.took()),
                            "Confirmed by " + s.by() + ", ended " + InWords.day(s.at()) + " UTC")));
            default -> {}
        }
        message(step).ifPresent(m -> sections.add(new Section("message " + id, m, () -> message(m))));
        view.review().ifPresent(r -> {
            if (!r.differences().isEmpty()) {
                sections.add(new Section("differences " + id, r.differences(), () -> differences(r)));
            }
            sections.add(new Section("checks " + id, r, () -> checks(r)));
            sections.add(new Section("preview " + id, r, () -> preview(r)));
        });
        sections.add(new Section("verify " + id, List.of(step.verify(), view.verified()), () -> verification(view)));
        if (!step.departures().isEmpty()) {
            sections.add(new Section("departures " + id, step.departures(), () -> departures(step)));
        }
        if (!view.outputs().isEmpty()) {
            sections.add(new Section("outputs " + id, view.outputs(), () -> outputs(view)));
        }
        if (!view.log().isEmpty()) {
            sections.add(new Section("log " + id, view.log(), () -> log(view)));
        }
        sections.add(new Section("source " + id, step.source(), () -> Labels.wrapped("Written plan: " + step.source(), "caption", "faint")));
        return sections;
    }

    private Node head(StepView view) {
        var step = view.step();
        var phase = plan.phaseOf(step.id()).orElseThrow();
        var eyebrow = Labels.line(("Phase " + phase.id() + " · " + phase.title() + " · Step " + step.id()).toUpperCase(java.util.Locale.ROOT), "eyebrow", "accent");
        var title = Labels.wrapped(step.title(), "h1");
        title.setId("step-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        var badge = new StateBadge(view.state());
        badge.setId("step-state");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(title, gap, badge);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.TOP_LEFT);
        var chips = new FlowPane(effect(step.effect()), confirm(step.confirm()), new Chip(Feather.CLOCK, "about " + InWords.exactly(step.expected()), Tone.NEUTRAL));
        chips.getStyleClass().add("chips");
        if (view.attempts() > 1) {
            chips.getChildren().add(new Chip("tried " + view.attempts() + " times", Tone.WARN));
        }
        var box = new VBox(eyebrow, line, Labels.wrapped(step.purpose(), "muted"), chips);
        box.getStyleClass().add("rows");
        return box;
    }

    static Chip effect(Step.Effect effect) {
        return switch (effect) {
            case READS -> new Chip(Feather.EYE, "reads only", Tone.NEUTRAL);
            case REVERSIBLE -> new Chip(Feather.CORNER_UP_LEFT, "reversible", Tone.ACCENT);
            case IRREVERSIBLE -> new Chip(Feather.ALERT_TRIANGLE, "irreversible", Tone.BAD);
        };
    }

    private static Chip confirm(Step.Confirm confirm) {
        return switch (confirm) {
            case NONE -> new Chip(Feather.CHECK, "no confirmation", Tone.NEUTRAL);
            case REVIEW -> new Chip(Feather.CHECK_SQUARE, "review and confirm", Tone.NEUTRAL);
            case TYPED -> new Chip(Feather.EDIT_3, "typed name", Tone.WARN);
            case TYPED_AND_SECOND -> new Chip(Feather.USERS, "typed name and second person", Tone.WARN);
        };
    }

    private static Node locks(List<StepState.Lock> locks) {
        var card = card("Locked because", Feather.LOCK, Tone.WARN);
        card.setId("locks");
        for (var lock : locks) {
            card.getChildren().add(new VBox(Labels.wrapped(lock.why()), Labels.wrapped("To open: " + lock.opens(), "caption", "muted")));
        }
        return card;
    }

    private static Node failed(StepState.Failed failed) {
        var p = failed.problem();
        var card = card("It failed at " + InWords.clock(failed.at()) + " UTC", Feather.X_OCTAGON, Tone.BAD);
        card.setId("problem");
        card.getChildren().addAll(Labels.wrapped(p.happened()), pair("Not done", p.notDone()), pair("Next", p.next()),
                Labels.line("Code " + p.code(), "mono", "caption", "muted"));
        return card;
    }

    private static Node doubt(StepState.InDoubt doubt) {
        var card = card("Nobody knows yet whether this was done", Feather.HELP_CIRCLE, Tone.UNKNOWN);
        card.setId("doubt");
        card.getChildren().addAll(Labels.wrapped(doubt.evidence()),
                Labels.wrapped("Nothing is sent again by itself. Look again; if that does not settle it, look in AWS and decide.", "muted"));
        return card;
    }

    private static Node note(Tone tone, Feather symbol, String title, String text) {
        var card = card(title, symbol, tone);
        if (!text.isBlank()) {
            card.getChildren().add(Labels.wrapped(text, "muted"));
        }
        return card;
    }

    private java.util.Optional<Plan.Message> message(Step step) {
        return step.actions().stream()
                .filter(a -> a.type().equals("message.send"))
                .flatMap(a -> plan.message(String.valueOf(a.with().get("message"))).stream())
                .findFirst();
    }

    private static Node message(Plan.Message m) {
        var card = card("Message to send · " + m.channel() + " · due " + m.due(), Feather.MAIL, Tone.NEUTRAL);
        var body = Labels.wrapped(m.body());
        card.getChildren().addAll(Labels.wrapped(m.subject(), "strong"), body,
                new HBox(new CopyButton("Copy message", () -> m.subject() + "\n\n" + m.body())));
        return card;
    }

    private static Node differences(StepReview review) {
        var card = card("Different from your last review", Feather.ALERT_CIRCLE, Tone.WARN);
        card.setId("differences");
        review.differences().forEach(d -> card.getChildren().add(Labels.wrapped(d, "mono")));
        return card;
    }

    private Node checks(StepReview review) {
        var checks = review.checks();
        var open = checks.stream().filter(c -> !c.passed()).count();
        var card = card(open == 0 ? "Checks: all " + checks.size() + " hold" : "Checks: " + open + " of " + checks.size() + " do not hold",
                open == 0 ? Feather.CHECK_CIRCLE : Feather.ALERT_CIRCLE, open == 0 ? Tone.OK : Tone.BAD);
        card.getStyleClass().removeAll("ok", "bad");
        card.setId("checks");
        card.getChildren().add(AgoLabel.since(desk.readings().nowProperty(), "read ", review.at()));
        checks.stream().sorted(java.util.Comparator.comparing(c -> c.passed())).forEach(c -> card.getChildren().add(new CheckLine(c)));
        return card;
    }

    private static Node preview(StepReview review) {
        var card = card("What it does", Feather.ARROW_RIGHT_CIRCLE, Tone.NEUTRAL);
        card.setId("preview");
        var changes = review.parts().stream().flatMap(p -> p.preview().changes().stream()).toList();
        if (changes.isEmpty()) {
            card.getChildren().add(Labels.wrapped("Changes nothing in AWS.", "muted"));
        } else {
            card.getChildren().add(changes(changes));
        }
        review.parts().stream().flatMap(p -> p.preview().warnings().stream()).distinct().forEach(w -> {
            var line = new HBox(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN), Labels.wrapped(w));
            line.getStyleClass().add("row");
            card.getChildren().add(line);
        });
        var back = goingBack(review);
        if (!back.isBlank()) {
            card.getChildren().add(pair("Going back", back));
        }
        var calls = review.parts().stream().flatMap(p -> p.preview().calls().stream()).toList();
        if (!calls.isEmpty()) {
            var text = calls.stream().map(c -> ShellText.of(c.cli())).collect(Collectors.joining("\n\n"));
            card.getChildren().add(new HBox(Labels.line(InWords.count(calls.size(), "AWS call", "AWS calls") + ", as the aws CLI would make them", "strong")));
            card.getChildren().add(code(text));
        }
        card.getChildren().add(Labels.line("Reviewed state " + InWords.head(review.fingerprint().substring(0, 12)), "mono", "caption", "muted"));
        return card;
    }

    /** What going back takes, of those parts that change something. */
    static String goingBack(StepReview review) {
        return review.parts().stream()
                .filter(p -> !p.preview().calls().isEmpty() || !p.preview().changes().isEmpty())
                .map(p -> p.preview().goingBack())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    static Node changes(List<Change> changes) {
        var grid = new GridPane();
        grid.getStyleClass().add("changes");
        var first = new ColumnConstraints();
        first.setPercentWidth(38);
        var second = new ColumnConstraints();
        second.setPercentWidth(62);
        grid.getColumnConstraints().addAll(first, second);
        int row = 0;
        for (var c : changes) {
            var what = new VBox(Labels.wrapped(c.resource(), "code-word"), Labels.wrapped((c.region().isEmpty() ? "" : c.region() + " · ") + c.attribute(), "caption", "muted"));
            var to = Labels.wrapped(c.from() + "  →  " + c.to());
            to.getStyleClass().add("change-to");
            GridPane.setValignment(to, VPos.TOP);
            grid.addRow(row++, what, to);
        }
        return grid;
    }

    static Node code(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        var copy = new CopyButton("Copy", () -> text);
        var box = new VBox(label, new HBox(copy));
        box.getStyleClass().addAll("code-block", "rows");
        return box;
    }

    private static Node verification(StepView view) {
        var card = card("Done means", Feather.TARGET, Tone.NEUTRAL);
        view.step().verify().forEach(v -> {
            var line = new HBox(new Icon(Feather.CIRCLE), Labels.wrapped(v.says()));
            line.getStyleClass().add("row");
            card.getChildren().add(line);
        });
        view.verified().forEach(c -> card.getChildren().add(new CheckLine(c)));
        return card;
    }

    private static Node departures(Step step) {
        var card = card("Where this differs from the written plan", Feather.GIT_BRANCH, Tone.NEUTRAL);
        step.departures().forEach(d -> {
            var row = new HBox(new Chip(d.id(), Tone.NEUTRAL), Labels.wrapped(d.text()));
            row.getStyleClass().add("row");
            row.setAlignment(Pos.TOP_LEFT);
            HBox.setHgrow(row.getChildren().getLast(), Priority.ALWAYS);
            card.getChildren().add(row);
        });
        return card;
    }

    private static Node outputs(StepView view) {
        var card = card("What it gave", Feather.CORNER_DOWN_RIGHT, Tone.NEUTRAL);
        view.outputs().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(e -> card.getChildren().add(pair(e.getKey(), e.getValue())));
        return card;
    }

    private static Node log(StepView view) {
        var text = view.log().stream()
                .map(l -> InWords.clock(l.at()) + "  " + l.text())
                .collect(Collectors.joining("\n"));
        var pane = new TitledPane("Log of this step (" + view.log().size() + " lines)", code(text));
        pane.setId("step-log");
        pane.setAnimated(false);
        return pane;
    }

    static VBox card(String title, Feather symbol, Tone tone) {
        var head = new Label(title, new Icon(symbol, tone));
        head.getStyleClass().add("h3");
        head.setWrapText(true);
        head.setMinHeight(Region.USE_PREF_SIZE);
        var card = new VBox(head);
        card.getStyleClass().addAll("card", tone.styleClass());
        return card;
    }

    static HBox pair(String name, String text) {
        var key = Labels.whole(name, "muted");
        key.getStyleClass().add("pair-key");
        var value = Labels.wrapped(text);
        HBox.setHgrow(value, Priority.ALWAYS);
        var row = new HBox(key, value);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
