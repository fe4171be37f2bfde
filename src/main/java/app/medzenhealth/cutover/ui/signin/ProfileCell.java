package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One profile: its name, how it comes to its credentials, and whether it is of the plan's account. */
final class ProfileCell extends ListCell<ProfileEntry> {
    private final String account;

    ProfileCell(String account) {
        this.account = account;
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ProfileEntry profile, boolean empty) {
        super.updateItem(profile, empty);
        if (empty || profile == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        var refused = profile.refused().isPresent();
        var icon = new Icon(symbol(profile.kind()), refused ? Tone.BAD : Tone.NEUTRAL);
        var name = Labels.line(profile.name(), "strong");
        var detail = Labels.line(profile.detail(), "caption", "muted");
        var words = new VBox(name, detail);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(icon, words);
        profile.account().filter(a -> !a.equals(account)).ifPresent(other -> {
            var elsewhere = Labels.whole("another account", "chip", "warn");
            elsewhere.setTooltip(new Tooltip("It leads to account " + other + ", and the plan is for " + account));
            row.getChildren().add(elsewhere);
        });
        var kind = Labels.whole(profile.title(), "chip");
        kind.getStyleClass().add(refused ? Tone.BAD.styleClass() : Tone.NEUTRAL.styleClass());
        row.getChildren().add(kind);
        row.getStyleClass().add("profile-row");
        row.setAlignment(Pos.CENTER_LEFT);
        setGraphic(row);
        setTooltip(new Tooltip(profile.detail()));
        setAccessibleText(profile.name() + ", " + profile.title() + ", " + profile.detail());
    }

    private static Feather symbol(ProfileEntry.Kind kind) {
        return switch (kind) {
            case KEYS -> Feather.KEY;
            case ROLE -> Feather.USER_CHECK;
            case SSO -> Feather.GLOBE;
            case PROGRAM, LOGIN -> Feather.TERMINAL;
            case ENVIRONMENT -> Feather.CPU;
            case REFUSED -> Feather.SLASH;
        };
    }
}
