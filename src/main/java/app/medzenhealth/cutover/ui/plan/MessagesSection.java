package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.PostDialog;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is said to whom, and when; with the parameters' values filled in. */
final class MessagesSection extends PlanSection {
    private final List<Card> cards = new ArrayList<>();

    MessagesSection(ScreenContext desk) {
        super(
                "Messages",
                "Filled in with the parameters as they are now. What has a webhook is posted by the console, when you have read it. Everything else: copy, send, then attest in the step.");
        var messages = desk.readings().session().plan().messages();
        if (messages.isEmpty()) {
            getChildren().add(Blank.empty("No messages", "This plan has none."));
        }
        for (var message : messages) {
            var card = new Card(message, desk);
            cards.add(card);
            getChildren().add(card);
        }
    }

    @Override
    void show(SessionView session) {
        cards.forEach(c -> c.show(session));
    }

    /** Text as people read it; what is not set yet says so. */
    static String filled(String text, SessionView session) {
        return PlanWording.of(session.plan(), session.parameters(), text);
    }

    private static final class Card extends VBox {
        private final Plan.Message message;
        private final Label subject = Labels.wrapped("", "strong");
        private final Label body = Labels.wrapped("");
        private final Label open = Labels.wrapped("", "caption", "warn");
        private Map<String, String> shown = Map.of();
        private String text = "";

        Card(Plan.Message message, ScreenContext desk) {
            this.message = message;
            getStyleClass().add("card");
            setId("message-" + message.id());
            var copy = new CopyButton("Copy", () -> text);
            copy.setId("message-copy-" + message.id());
            HBox.setHgrow(subject, Priority.ALWAYS);
            subject.setMaxWidth(Double.MAX_VALUE);
            var head = new HBox(
                    new Chip(Feather.CLOCK, message.due(), Tone.ACCENT),
                    new Chip(message.channel(), Tone.NEUTRAL),
                    subject,
                    copy);
            message.webhook().ifPresent(_ -> {
                var post = new Button("Post…");
                post.setId("message-post-" + message.id());
                post.getStyleClass().addAll("quiet", "small");
                post.setMinWidth(USE_PREF_SIZE);
                post.setOnAction(_ -> PostDialog.open(desk, message.id()));
                head.getChildren().add(post);
            });
            head.getStyleClass().add("row");
            head.setAlignment(Pos.CENTER_LEFT);
            var block = new VBox(body);
            block.getStyleClass().addAll("code-block", "message-body");
            getChildren().addAll(head, block, open, Labels.wrapped(message.source(), "caption", "muted"));
        }

        void show(SessionView session) {
            if (!text.isEmpty() && session.parameters().equals(shown)) {
                return;
            }
            shown = session.parameters();
            var title = filled(message.subject(), session);
            var words = filled(message.body(), session).strip();
            subject.setText(title);
            body.setText(words);
            text = title + "\n\n" + words + "\n";
            var missing = Variables.in(message.subject() + message.body()).stream()
                    .flatMap(n -> session.plan().parameter(n).stream())
                    .filter(p -> session.parameters().getOrDefault(p.id(), "").isBlank())
                    .map(p -> "“" + p.title() + "”")
                    .collect(Collectors.toCollection(TreeSet::new));
            open.setText(
                    String.join(", ", missing) + " is not set yet: set it under Parameters before anybody is told.");
            open.setVisible(!missing.isEmpty());
            open.setManaged(!missing.isEmpty());
        }
    }
}
