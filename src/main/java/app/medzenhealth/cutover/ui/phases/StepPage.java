package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView.Decided;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.FoldedText;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.LiveAge;
import app.medzenhealth.cutover.ui.common.RiskStyle;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.StepWords;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.Sections.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is to be read about one step, from its purpose to its log. */
final class StepPage {
    private static final Pattern NUMBERED = Pattern.compile("(.+)\\.([1-9][0-9]?)");
    private static final int LINES_SHOWN = 40;

    private final ScreenContext desk;
    private final OutcomeCard outcome;
    private final Plan plan;

    /** @param toItem shows a checklist's item */
    StepPage(ScreenContext desk, Plan plan, Consumer<String> toItem) {
        this.desk = desk;
        this.outcome = new OutcomeCard(desk, plan, toItem);
        this.plan = plan;
    }

    List<Section> sections(StepView view) {
        var sections = new ArrayList<Section>();
        var step = view.step();
        var id = step.id();
        var shows = view.review().map(r -> ReviewWords.calls(r).size()).orElse(-1);
        sections.add(new Section(
                "head " + id,
                List.of(
                        step,
                        StateStyle.of(view),
                        view.attempts(),
                        shows,
                        Risk.of(desk.readings().session(), step)),
                () -> head(view)));
        Risk.price(desk.readings().session(), step)
                .ifPresent(p -> sections.add(new Section(
                        "price " + id,
                        p,
                        () -> Cards.note(
                                p.pointOfNoReturn() ? Tone.BAD : Tone.WARN,
                                Feather.CORNER_UP_LEFT,
                                p.pointOfNoReturn() ? "Going back now loses data" : "What going back costs now",
                                p.text()))));
        outcome.of(view).ifPresent(sections::add);
        if (!view.decided().isEmpty()) {
            sections.add(new Section("decided " + id, view.decided(), () -> inSpiteOf(view.decided())));
        }
        if (view.state() instanceof StepState.Running) {
            log(view).ifPresent(sections::add);
        }
        var settled = view.state().settled();
        var questions = Question.of(step);
        // What was answered stands under what it was done by; open options beside it would say that it still is to be.
        if (!questions.isEmpty() && !settled) {
            var missing = Recommendation.missing(desk.readings().session(), step);
            sections.add(
                    new Section("questions " + id, List.of(questions, missing), () -> questions(questions, missing)));
        }
        if (settled) {
            afterwards(view, sections);
        }
        messages(step)
                .forEach(m -> sections.add(new Section(
                        "message " + id + m.id(), List.of(words(m.subject()), words(m.body())), () -> message(m))));
        view.review().ifPresent(r -> {
            if (!r.differences().isEmpty()) {
                sections.add(new Section("differences " + id, r.differences(), () -> differences(r)));
            }
            sections.add(new Section(
                    "checks " + id,
                    List.of(r, settled),
                    () -> settled
                            ? checks(
                                    r,
                                    "Checks before it ran: ",
                                    AgoLabel.since(desk.readings().nowProperty(), "read ", r.at()))
                            : checks(
                                    r,
                                    "Checks: ",
                                    new LiveAge(
                                            desk.readings().nowProperty(),
                                            desk.readings()::session,
                                            "read ",
                                            r.at()))));
            sections.add(new Section("preview " + id, r, () -> PreviewCard.of(r)));
        });
        if (!settled) {
            afterwards(view, sections);
        }
        if (!step.departures().isEmpty()) {
            sections.add(new Section("departures " + id, step.departures(), () -> departures(step)));
        }
        sections.add(new Section(
                "source " + id,
                step.source(),
                () -> Labels.wrapped("Written plan: " + step.source(), "caption", "muted")));
        return sections;
    }

    /** What must be true when it is done, what it gave, and its log. */
    private static void afterwards(StepView view, List<Section> sections) {
        var id = view.step().id();
        sections.add(new Section(
                "verify " + id,
                List.of(view.step().verify(), view.verified(), StateStyle.of(view), view.waived()),
                () -> verification(view)));
        if (!view.outputs().isEmpty() && !(view.state() instanceof StepState.Undone)) {
            sections.add(new Section("outputs " + id, view.outputs(), () -> outputs(view)));
        }
        if (!(view.state() instanceof StepState.Running)) {
            log(view).ifPresent(sections::add);
        }
    }

    private Node head(StepView view) {
        var step = view.step();
        var phase = plan.phaseOf(step.id()).orElseThrow();
        var eyebrow = Labels.line(StepWords.place(phase, step), "eyebrow", "accent");
        var title = Labels.wrapped(step.title(), "h1");
        title.setId("step-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        var badge = new StateBadge(view);
        badge.setId("step-state");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(title, gap, badge);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.TOP_LEFT);
        var chips = new FlowPane(
                RiskStyle.chip(Risk.of(desk.readings().session(), step)),
                confirm(Demand.toRun(desk.readings().session(), step)),
                new Chip(Feather.CLOCK, "about " + InWords.exactly(step.expected()), Tone.NEUTRAL));
        chips.getStyleClass().add("chips");
        view.review()
                .map(r -> ReviewWords.calls(r).size())
                .ifPresent(n -> chips.getChildren()
                        .add(new Chip(
                                Feather.UPLOAD_CLOUD,
                                n == 0 ? "no AWS call" : InWords.count(n, "AWS call", "AWS calls"),
                                Tone.NEUTRAL)));
        if (view.attempts() > 1) {
            chips.getChildren().add(new Chip("tried " + view.attempts() + " times", Tone.WARN));
        }
        var box = new VBox(eyebrow, line, Labels.wrapped(step.purpose(), "muted"), chips);
        box.getStyleClass().add("rows");
        return box;
    }

    private static Chip confirm(Step.Confirm confirm) {
        return switch (confirm) {
            case NONE -> new Chip(Feather.CHECK, "no confirmation", Tone.NEUTRAL);
            case REVIEW -> new Chip(Feather.CHECK_SQUARE, "review and confirm", Tone.NEUTRAL);
            case TYPED -> new Chip(Feather.EDIT_3, "typed name", Tone.WARN);
            case TYPED_AND_SECOND -> new Chip(Feather.USERS, "typed name and second person", Tone.WARN);
        };
    }

    /** Whoever reads the page afterwards must see what was not as planned, and who answers for it. */
    private static Node inSpiteOf(List<Decided> decided) {
        var card = Cards.of("Decided in spite of", Feather.ALERT_TRIANGLE, Tone.WARN);
        card.setId("decided");
        decided.forEach(d -> card.getChildren()
                .addAll(
                        Labels.wrapped(InWords.plain(d.what()), "strong"),
                        new FoldedText(
                                d.by().note() + " (" + d.by().by() + ", " + InWords.day(d.by().at()) + " UTC)",
                                "muted")));
        return card;
    }

    /** @param missing what stands against what is recommended */
    private Node questions(List<Question> questions, List<String> missing) {
        var card = Cards.of("To be decided", Feather.HELP_CIRCLE, Tone.NEUTRAL);
        card.setId("questions");
        for (var question : questions) {
            card.getChildren().add(Labels.wrapped(words(question.text())));
            for (var option : question.options()) {
                var words = Labels.wrapped(option);
                HBox.setHgrow(words, Priority.ALWAYS);
                var row = new HBox(new Icon(Feather.CIRCLE), words);
                row.getStyleClass().add("row");
                var recommended = option.equals(question.recommended())
                        && question.options().size() > 1;
                if (recommended) {
                    words.getStyleClass().add("strong");
                    var chip = new RecommendedChip();
                    chip.show(missing);
                    row.getChildren().add(chip);
                }
                card.getChildren().add(row);
                if (recommended) {
                    missing.forEach(m -> card.getChildren()
                            .add(Labels.wrapped("Not recommended yet: " + m + ".", "caption", "warn")));
                }
            }
        }
        return card;
    }

    private List<Plan.Message> messages(Step step) {
        return plan.messages(step).toList();
    }

    private Node message(Plan.Message m) {
        var card = Cards.of("Message to send · " + m.channel() + " · due " + m.due(), Feather.MAIL, Tone.NEUTRAL);
        var body = Labels.wrapped(words(m.body()));
        body.getStyleClass().add("message-body");
        body.setMaxWidth(Double.MAX_VALUE);
        card.getChildren()
                .addAll(
                        Labels.wrapped(words(m.subject()), "strong"),
                        body,
                        new HBox(new CopyButton("Copy message", () -> words(m.subject()) + "\n\n" + words(m.body()))));
        return card;
    }

    /** As people read it, with every parameter filled in. */
    private String words(String text) {
        return PlanWording.of(plan, desk.readings().session().parameters(), text);
    }

    private static Node differences(StepReview review) {
        var card = Cards.of("Different from your last review", Feather.ALERT_CIRCLE, Tone.WARN);
        card.setId("differences");
        review.differences().forEach(d -> card.getChildren().add(Labels.wrapped(d, "mono")));
        return card;
    }

    /** @param age when they were read: old while the step is ahead, history once it is done */
    private static Node checks(StepReview review, String title, Label age) {
        var checks = review.checks();
        var failed = checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail);
        var open = checks.stream().anyMatch(c -> !c.passed());
        var card = Cards.of(
                title + (checks.isEmpty() ? "none" : ReviewWords.tally(checks)),
                open ? Feather.ALERT_CIRCLE : Feather.CHECK_CIRCLE,
                failed ? Tone.BAD : open ? Tone.UNKNOWN : Tone.OK);
        card.getStyleClass().removeAll("ok", "bad", "unknown");
        card.setId("checks");
        Cards.besideTitle(card, age);
        checks.stream().filter(c -> !c.passed()).forEach(c -> card.getChildren().add(new CheckLine(c)));
        checks.stream().filter(Check::passed).forEach(c -> card.getChildren().add(new CheckLine(c)));
        return card;
    }

    private static Node verification(StepView view) {
        var card = Cards.of("Done means", Feather.TARGET, Tone.NEUTRAL);
        // A step only ends as done when all of this was found to be so, but for what a person went on without.
        var done = view.state() instanceof StepState.Succeeded;
        var without = done && !view.waived().isEmpty();
        if (without) {
            var line = new HBox(
                    new Icon(Feather.ALERT_TRIANGLE, Tone.WARN),
                    Labels.wrapped(
                            "Went on without " + InWords.count(view.waived().size(), "item", "items")
                                    + ": not all of this was found to be so.",
                            "warn"));
            line.setId("went-on-without");
            line.getStyleClass().add("row");
            card.getChildren().add(line);
        }
        view.step().verify().forEach(v -> {
            var line = new HBox(
                    without
                            ? new Icon(Feather.ALERT_TRIANGLE, Tone.WARN)
                            : done ? new Icon(Feather.CHECK, Tone.OK) : new Icon(Feather.CIRCLE),
                    without ? Labels.wrapped(v.says(), "warn") : Labels.wrapped(v.says()));
            line.getStyleClass().add("row");
            card.getChildren().add(line);
        });
        // After an undoing what was measured before it no longer says how things are.
        if (!(view.state() instanceof StepState.Undone)) {
            view.verified().forEach(c -> card.getChildren().add(new CheckLine(c)));
        }
        return card;
    }

    private static Node departures(Step step) {
        var card = Cards.of("Where this differs from the written plan", Feather.GIT_BRANCH, Tone.NEUTRAL);
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
        var card = Cards.of("What it gave", Feather.CORNER_DOWN_RIGHT, Tone.NEUTRAL);
        var all = view.outputs();
        all.entrySet().stream()
                // What several actions gave stands there one by one, and not as their list besides.
                .filter(e -> !all.containsKey(e.getKey() + ".1") && !all.containsKey(e.getKey() + ".2"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> card.getChildren().add(Cards.pair(named(e.getKey()), InWords.plain(e.getValue()))));
        return card;
    }

    /** {@code copied.2} is what the second of several actions gave. */
    private static String named(String output) {
        var numbered = NUMBERED.matcher(output);
        return numbered.matches()
                ? InWords.key(numbered.group(1)) + ", " + numbered.group(2) + " of several"
                : InWords.key(output);
    }

    private static Optional<Section> log(StepView view) {
        return view.log().isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("log " + view.step().id(), view.log(), () -> lines(view.log())));
    }

    /** Newest first: what happens now is what one looks for. */
    private static Node lines(List<LogLine> log) {
        var card = Cards.of("Log of this step", Feather.TERMINAL, Tone.NEUTRAL);
        card.setId("step-log");
        var shown = log.reversed().stream().limit(LINES_SHOWN).toList();
        Cards.besideTitle(
                card,
                new CopyButton(
                        "Copy all",
                        () -> log.stream().map(l -> l.at() + " " + l.text()).collect(Collectors.joining("\n"))));
        for (var line : shown) {
            card.getChildren().add(new Phrase().time(line.at()).code(InWords.plain(line.text())));
        }
        if (log.size() > shown.size()) {
            card.getChildren()
                    .add(Labels.wrapped(
                            "and " + (log.size() - shown.size()) + " lines before these", "caption", "muted"));
        }
        return card;
    }
}
