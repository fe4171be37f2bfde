package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.MissingPermissions;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What could not be read, once and in words, and the policy that would allow what was refused. */
final class UnknownStrip extends HBox {
    private final DialogService dialogs;
    private final Label title = Labels.wrapped("", "strong");
    private final Label words = Labels.wrapped("");
    private final Tooltip whole = new Tooltip();
    private final CopyButton copy = new CopyButton("Copy the policy (P)", this::policy);
    private final Button show = new Button("Show it", new Icon(Feather.FILE_TEXT));
    private final FlowPane buttons = new FlowPane(6, 6, copy, show);
    private MissingPermissions missing = MissingPermissions.NONE;

    UnknownStrip(DialogService dialogs) {
        this.dialogs = dialogs;
        setId("inventory-unknown");
        getStyleClass().addAll("row", "unknown-strip", "hatched");
        setAlignment(Pos.CENTER_LEFT);
        var both = new VBox(title, words);
        HBox.setHgrow(both, Priority.ALWAYS);
        copy.setId("inventory-policy");
        copy.setAccessibleText("Copy an IAM policy that allows what was refused");
        show.setId("inventory-policy-show");
        show.getStyleClass().addAll("quiet", "small");
        show.setAccessibleText("Show the IAM policy that allows what was refused");
        show.setMinWidth(USE_PREF_SIZE);
        show.setOnAction(_ -> open());
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setPrefWrapLength(0);
        buttons.setMinWidth(USE_PREF_SIZE);
        Tooltip.install(words, whole);
        getChildren().addAll(new Icon(Feather.HELP_CIRCLE, Tone.UNKNOWN), both, buttons);
        show(Optional.empty(), Optional.empty());
    }

    /**
     * @param seen what the table shows
     * @param inventory the last complete scan: only from one can be said what is lacking
     */
    void show(Optional<InventorySource> seen, Optional<Inventory> inventory) {
        var failed = seen.stream()
                .flatMap(s -> s.scans().stream())
                .filter(s -> s.incomplete().isPresent())
                .toList();
        there(this, !failed.isEmpty());
        var unread = Unread.lines(failed);
        var notes = inventory.map(Inventory::notes).orElse(List.of()).stream()
                .map(note -> "\n" + note)
                .collect(Collectors.joining());
        title.setText(Unread.title(failed));
        words.setText(Unread.shortened(unread) + notes);
        whole.setText(String.join("\n", unread) + notes);
        missing = inventory.map(MissingPermissions::of).orElse(MissingPermissions.NONE);
        there(buttons, !missing.isEmpty());
    }

    /** Puts the policy on the clipboard, where something was refused. */
    void copyPolicy() {
        if (!missing.isEmpty()) {
            copy.fire();
        }
    }

    private String policy() {
        return missing.policy();
    }

    private void open() {
        var text = Labels.wrapped(policy(), "mono");
        text.setId("inventory-policy-text");
        var block = new VBox(text);
        block.getStyleClass().add("code-block");
        dialogs.open(new DialogService.Dialog(
                "inventory-policy-dialog",
                Tone.UNKNOWN,
                "The policy that allows what was refused",
                "For " + String.join("; ", missing.services()) + ".",
                block,
                "AWS names the first action it refuses: these are all that the reads take.",
                List.of(
                        DialogService.Button.quiet("close", "Close"),
                        DialogService.Button.primary("copy", "Copy the policy", copy::fire)),
                Optional.empty()));
    }

    private static void there(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
