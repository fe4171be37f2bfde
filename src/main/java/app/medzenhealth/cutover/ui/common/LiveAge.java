package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionView;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/** How old something read from the regions is; from its limit on with a clock before it, a word, and another colour. */
public final class LiveAge extends Label {
    private Freshness.Age shown = Freshness.Age.FRESH;

    /**
     * @param before the words that stand before the age, for example {@code 54 · }
     * @param view how things stand, by which the limit goes; asked at each tick
     */
    public LiveAge(ObservableValue<Instant> now, Supplier<SessionView> view, String before, Instant read) {
        getStyleClass().addAll("caption", "muted");
        // Bindings hold their target weakly: the label can be let go without being unbound.
        textProperty().bind(now.map(n -> {
            show(Freshness.age(read, view.get(), n));
            return before + Freshness.words(read, view.get(), n);
        }));
    }

    private void show(Freshness.Age age) {
        if (age != shown) {
            shown = age;
            setGraphic(age == Freshness.Age.FRESH ? null : new Icon(Feather.CLOCK, age.tone()));
            getStyleClass().removeAll("muted", Tone.WARN.styleClass(), Tone.BAD.styleClass());
            getStyleClass()
                    .add(age == Freshness.Age.FRESH ? "muted" : age.tone().styleClass());
        }
    }
}
