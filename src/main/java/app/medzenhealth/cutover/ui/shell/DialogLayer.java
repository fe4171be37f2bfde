package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.FoldedText;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.HeldInPlace;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Tone;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Dialogs inside the window: nothing beneath the topmost takes input, and the cursor cannot leave it. */
final class DialogLayer extends StackPane implements DialogService {
    /** Letters of all buttons together, from which the footnote goes above them. */
    private static final int LONG_BUTTONS = 46;

    private static final KeyCombination ENTER = new KeyCodeCombination(KeyCode.ENTER);

    /** Of the scrim, roughly: the box keeps off the window's edge. */
    private static final double MARGIN = 11;

    /** In characters. */
    private static final int LONGEST_WHOLE = 2000;

    /** Of a text that needs no scrolling, in characters. */
    private static final int SHORT = 300;

    /** So much of what there is to be read is in sight, in pixels, or nothing is pinned beneath it. */
    private static final double LEAST_BODY = 70;

    private final Deque<Opened> open = new ArrayDeque<>();
    /** What was written in a dialog that was left, by the dialog and the field: it is there again the next time. */
    private final Map<String, String> drafts = new HashMap<>();

    DialogLayer() {
        setVisible(false);
        // A radio button or check box takes Enter for itself and does nothing with it.
        addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (ENTER.match(e) && (e.getTarget() instanceof RadioButton || e.getTarget() instanceof CheckBox)) {
                Optional.ofNullable(open.peek()).flatMap(Opened::primary).ifPresent(ButtonBase::fire);
                e.consume();
            }
        });
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.focusOwnerProperty().subscribe(this::keepFocus);
            }
        });
    }

    /** As high as its words need at the width there is: a scroll pane asks for the height without saying a width. */
    private static final class Body extends VBox {
        Body(Node content) {
            super(content);
            getStyleClass().add("dialog-body");
            widthProperty().subscribe(_ -> requestLayout());
        }

        @Override
        protected double computePrefHeight(double width) {
            return super.computePrefHeight(width < 0 && getWidth() > 0 ? getWidth() : width);
        }
    }

    private record Opened(
            Dialog dialog,
            StackPane cover,
            Node first,
            Optional<Node> before,
            Optional<javafx.scene.control.Button> primary,
            Optional<javafx.scene.control.Button> main)
            implements Handle {
        @Override
        public void close() {
            if (cover.getParent() instanceof DialogLayer layer) {
                layer.close(this);
            }
        }
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    boolean isOpen(String id) {
        return open.stream().anyMatch(o -> o.dialog().id().equals(id));
    }

    /** What Esc does. */
    void turnAway() {
        var top = open.peek();
        if (top != null) {
            top.dialog().buttons().stream()
                    .filter(b ->
                            b.kind() == Kind.QUIET || top.dialog().buttons().size() == 1)
                    .findFirst()
                    .ifPresent(b -> press(top, b));
        }
    }

    @Override
    public Handle open(Dialog dialog) {
        var cover = new StackPane();
        cover.getStyleClass().add("scrim");
        var buttons = new HBox();
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var made = dialog.buttons().stream().map(b -> button(dialog, b)).toList();
        buttons.getChildren().addAll(made);
        var first = dialog.focus().orElse(made.getFirst());
        var before = Optional.ofNullable(getScene()).map(s -> s.getFocusOwner());
        var primary = IntStream.range(0, made.size())
                .filter(i -> dialog.buttons().get(i).kind() == Kind.PRIMARY)
                .mapToObj(made::get)
                .findFirst();
        // What Ctrl+Enter does in a text: the same as pressing the button that goes on, whatever its colour.
        var main = IntStream.range(0, made.size())
                .filter(i -> dialog.buttons().get(i).kind() != Kind.QUIET)
                .mapToObj(made::get)
                .findFirst();
        var opened = new Opened(dialog, cover, first, before, primary, main);
        for (var i = 0; i < made.size(); i++) {
            var b = dialog.buttons().get(i);
            made.get(i).setOnAction(_ -> press(opened, b));
        }
        var box = box(dialog, buttons);
        texts(dialog).forEach(t -> {
            var draft = drafts.get(draftOf(dialog, t));
            if (draft != null) {
                t.setText(draft);
                t.end();
            }
        });
        cover.getChildren().add(box);
        getChildren().add(cover);
        open.push(opened);
        enterPressesTheTopmost();
        setVisible(true);
        keepFootInPlace(box);
        // What is scrolled is in the scene only when the scroll pane has its skin, and takes no focus before.
        cover.applyCss();
        first.requestFocus();
        return opened;
    }

    /**
     * The buttons stay where they are first shown: what comes or goes above them moves the upper edge. Only a window of another
     * size puts them elsewhere.
     */
    private void keepFootInPlace(VBox box) {
        Runnable centre = () -> {
            var under = Math.max(0, (getHeight() - box.getHeight()) / 2 - MARGIN);
            StackPane.setMargin(box, new Insets(0, 0, under, 0));
            StackPane.setAlignment(box, Pos.BOTTOM_CENTER);
        };
        heightProperty().when(box.sceneProperty().isNotNull()).subscribe((_, _) -> {
            if (box.getHeight() > 0) {
                centre.run();
            }
        });
        box.heightProperty().subscribe((before, after) -> {
            if (before.doubleValue() == 0 && after.doubleValue() > 0) {
                centre.run();
            }
        });
    }

    /** Where there is no room left to read by, it is the first thing that is read. */
    private void unpinWhereLow(VBox box, VBox pinned, VBox body) {
        Runnable fit = () -> {
            var wide = box.getWidth();
            var rest = box.getChildren().stream()
                    .filter(n -> n != pinned && !(n instanceof ScrollPane))
                    .mapToDouble(n -> n.prefHeight(wide))
                    .sum();
            var low = rest + pinned.prefHeight(wide) + LEAST_BODY > getHeight() - 2 * MARGIN;
            if (low && pinned.getParent() == box) {
                box.getChildren().remove(pinned);
                body.getChildren().addFirst(pinned);
                pinned.getStyleClass().remove("dialog-pinned");
            } else if (!low && pinned.getParent() == body) {
                body.getChildren().remove(pinned);
                box.getChildren().add(box.getChildren().size() - 1, pinned);
                pinned.getStyleClass().add("dialog-pinned");
            }
        };
        box.widthProperty().subscribe((_, _) -> fit.run());
        heightProperty().when(box.sceneProperty().isNotNull()).subscribe((_, _) -> {
            if (box.getWidth() > 0) {
                fit.run();
            }
        });
    }

    /** What is read again and again while it is open never changes its size: what comes is scrolled. */
    private void keepHeight(VBox box, Region body) {
        Runnable keep = () -> {
            box.setPrefHeight(USE_COMPUTED_SIZE);
            box.setPrefHeight(box.prefHeight(box.getWidth()));
        };
        // Before it has its width, nobody knows how many lines its words take.
        body.widthProperty().subscribe((before, after) -> {
            if (after.doubleValue() > 0 && !before.equals(after)) {
                keep.run();
            }
        });
        heightProperty().when(box.sceneProperty().isNotNull()).subscribe((_, _) -> {
            if (body.getWidth() > 0) {
                keep.run();
            }
        });
    }

    private VBox box(Dialog dialog, HBox buttons) {
        var head = new VBox(Labels.wrapped(dialog.title(), "dialog-title"));
        head.getStyleClass().add("dialog-head");
        if (!dialog.subtitle().isBlank()) {
            head.getChildren().add(Labels.wrapped(dialog.subtitle(), "dialog-subtitle"));
        }
        VBox body = new Body(dialog.body());
        var scroll = new ScrollPane(body);
        HeldInPlace.in(scroll);
        ScrollRoom.keep(scroll).setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.SOMETIMES);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        // A long button takes the line for itself.
        var longButtons =
                dialog.buttons().stream().mapToInt(b -> b.text().length()).sum() > LONG_BUTTONS;
        var note = Labels.wrapped(dialog.footnote(), "caption", "muted");
        var line = longButtons ? new HBox(gap, buttons) : new HBox(note, gap, buttons);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        var foot = new VBox(line);
        if (longButtons && !dialog.footnote().isBlank()) {
            foot.getChildren().addFirst(note);
        }
        buttons.setMinWidth(longButtons ? 0 : Region.USE_PREF_SIZE);
        foot.getStyleClass().add("dialog-foot");
        var box = new VBox(head, scroll);
        dialog.pinned().ifPresent(node -> {
            var pinned = new VBox(node);
            pinned.getStyleClass().add("dialog-pinned");
            pinned.setMinHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(pinned);
            unpinWhereLow(box, pinned, body);
            keepHeight(box, body);
        });
        head.setMinHeight(Region.USE_PREF_SIZE);
        foot.setMinHeight(Region.USE_PREF_SIZE);
        box.getChildren().add(foot);
        box.setId(dialog.id());
        box.getStyleClass().addAll("dialog-box", dialog.tone().styleClass());
        box.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(box, Pos.CENTER);
        box.setAccessibleText(dialog.title());
        return box;
    }

    private javafx.scene.control.Button button(Dialog dialog, Button b) {
        var button = new javafx.scene.control.Button(b.text());
        button.setId(dialog.id() + "-" + b.id());
        button.getStyleClass().add(b.kind().styleClass());
        button.setWrapText(b.kind() != Kind.QUIET);
        button.setMinWidth(b.kind() == Kind.QUIET ? Region.USE_PREF_SIZE : 0);
        button.disableProperty().bind(b.locked());
        return button;
    }

    private void press(Opened opened, Button button) {
        // A second click of a double click comes when the first has closed it.
        if (button.locked().get() || !open.contains(opened)) {
            return;
        }
        if (button.after() == After.CLOSE) {
            close(opened);
        }
        if (button.kind() == Kind.QUIET) {
            keepDrafts(opened.dialog());
        }
        button.action().run();
    }

    private void close(Opened opened) {
        if (open.remove(opened)) {
            texts(opened.dialog()).forEach(t -> drafts.remove(draftOf(opened.dialog(), t)));
            getChildren().remove(opened.cover());
            setVisible(isOpen());
            enterPressesTheTopmost();
            opened.before().filter(n -> n.getScene() != null).ifPresent(Node::requestFocus);
        }
    }

    private void keepDrafts(Dialog dialog) {
        texts(dialog).filter(t -> !t.getText().isBlank()).forEach(t -> drafts.put(draftOf(dialog, t), t.getText()));
    }

    /** Words of one's own. What is typed to confirm something is typed anew each time. */
    private static Stream<TextArea> texts(Dialog dialog) {
        return Stream.concat(Stream.of(dialog.body()), dialog.pinned().stream()).flatMap(DialogLayer::ownWords);
    }

    private static Stream<TextArea> ownWords(Node node) {
        return switch (node) {
            case FreeTextArea words -> Stream.of(words.field());
            case ScrollPane scroll -> Stream.ofNullable(scroll.getContent()).flatMap(DialogLayer::ownWords);
            case Parent parent -> parent.getChildrenUnmodifiable().stream().flatMap(DialogLayer::ownWords);
            default -> Stream.empty();
        };
    }

    private static String draftOf(Dialog dialog, TextArea text) {
        return String.join("\n", dialog.id(), dialog.title(), text.getId(), text.getAccessibleText());
    }

    /** A scene has one default button: of two that are open, the one below must not keep Enter, nor lose it for good. */
    private void enterPressesTheTopmost() {
        open.forEach(o -> o.primary().ifPresent(b -> b.setDefaultButton(false)));
        Optional.ofNullable(open.peek()).flatMap(Opened::primary).ifPresent(b -> b.setDefaultButton(true));
    }

    private void keepFocus(Node owner) {
        var top = open.peek();
        if (top != null && !within(owner, top.cover())) {
            Platform.runLater(() -> {
                if (open.peek() == top) {
                    top.first().requestFocus();
                }
            });
        }
    }

    private static boolean within(Node node, Parent parent) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n == parent) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void ask(TextQuestion question, Consumer<String> answer) {
        var text = new FreeTextArea(
                question.id() + "-text",
                question.prompt(),
                question.kind(),
                3,
                "sends it",
                () -> Optional.ofNullable(open.peek())
                        .flatMap(Opened::main)
                        .filter(b -> !b.isDisabled())
                        .ifPresent(ButtonBase::fire));
        var locked = new SimpleBooleanProperty();
        locked.bind(text.tooLongProperty()
                .or(Bindings.createBooleanBinding(
                        () -> text.words().length() < question.shortest(),
                        text.field().textProperty())));
        var least = question.shortest() == 0
                ? ""
                : "At least " + question.shortest() + " characters; it goes into the audit trail.";
        // What it ends with is what is asked: under a long text that stays in sight with the field.
        var last = question.prompt().lastIndexOf("\n\n");
        var about = told(last < 0 ? question.prompt() : question.prompt().substring(0, last));
        var asked = last < 0
                ? new VBox(text)
                : new VBox(Labels.wrapped(question.prompt().substring(last + 2)), text);
        asked.getStyleClass().add("rows");
        var pin = question.prompt().length() > SHORT;
        var body = pin ? new VBox(about) : new VBox(about, asked);
        body.getStyleClass().add("rows");
        var kind = question.tone() == Tone.BAD ? Kind.DANGER : Kind.PRIMARY;
        open(new Dialog(
                question.id(),
                question.tone(),
                question.title(),
                "",
                body,
                least,
                List.of(
                        Button.quiet("cancel", "Back"),
                        new Button(
                                "do", question.action(), kind, locked, After.CLOSE, () -> answer.accept(text.words()))),
                Optional.of(text.field()),
                Optional.<Node>of(asked).filter(_ -> pin)));
    }

    /** The plan's own words are whole; what somebody pasted may be without end. */
    private static Node told(String prompt) {
        return prompt.length() > LONGEST_WHOLE ? new FoldedText(prompt) : Labels.wrapped(prompt);
    }

    @Override
    public Optional<Path> saveFile(String title, String name, String extension) {
        var chooser = chooser(title, extension);
        chooser.setInitialFileName(name + "." + extension);
        return Optional.ofNullable(chooser.showSaveDialog(window())).map(File::toPath);
    }

    @Override
    public Optional<Path> openFile(String title, String extension) {
        return Optional.ofNullable(chooser(title, extension).showOpenDialog(window()))
                .map(File::toPath);
    }

    @Override
    public Optional<Path> folder(String title) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(window())).map(File::toPath);
    }

    private static FileChooser chooser(String title, String extension) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("*." + extension, "*." + extension));
        return chooser;
    }

    private Window window() {
        return getScene().getWindow();
    }
}
