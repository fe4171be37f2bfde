package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.Tonight;
import app.medzenhealth.cutover.session.odds.Night;
import app.medzenhealth.cutover.session.odds.Odds;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.session.odds.TonightsOdds;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.VBox;

/** How likely the rest of the night ends in time, if the next step is pressed now: sampled anew whenever the session goes on. */
final class OddsPanel extends VBox {
    /** The same night gives the same odds, whoever asks. */
    private static final long SEED = 20260124L;

    private final ScreenContext desk;
    private final Runnable read;
    private final FactsPanel facts = new FactsPanel("hour-odds", "Tonight’s odds");
    private final FanPane fan = new FanPane();
    private Optional<List<RehearsedRun>> rehearsals = Optional.empty();
    private long sampled = -1;
    private boolean sampling;

    /** @param odds empty where no night is known */
    private record Sampled(List<RehearsedRun> from, Optional<Night> night, Optional<Odds> odds) {}

    /** @param read what is to be done when rehearsals have been read */
    OddsPanel(ScreenContext desk, Runnable read) {
        this.desk = desk;
        this.read = read;
        facts.note("if the next step is pressed now");
        var legend = Labels.wrapped(
                "Until when each step has ended: the middle 50, 80 and 95 % of the samples; the line is the window’s end",
                "caption", "muted");
        legend.managedProperty().bind(fan.visibleProperty());
        legend.visibleProperty().bind(fan.visibleProperty());
        facts.getChildren().addAll(legend, fan);
        fan.clear();
        getChildren().add(facts);
        setMinWidth(0);
    }

    /** Empty until they have been read. */
    Optional<List<RehearsedRun>> rehearsals() {
        return rehearsals;
    }

    /** Rehearsals may have been added since: they are read again. */
    void again() {
        rehearsals = Optional.empty();
        sampled = -1;
    }

    /** Samples beside the JavaFX thread, once at a time, and again where the session has gone on meanwhile. */
    void show(SessionView session) {
        if (sampling || sampled == session.revision()) {
            return;
        }
        sampling = true;
        sampled = session.revision();
        var known = rehearsals;
        desk.background()
                .run(
                        "Sampling the rest of the night",
                        () -> sample(session, known.orElseGet(desk.console()::rehearsedRuns)),
                        this::take,
                        problem -> {
                            sampling = false;
                            fan.clear();
                            facts.show(List.of(HourFact.unknown("inside the window", problem.happened())));
                        });
    }

    private static Sampled sample(SessionView session, List<RehearsedRun> from) {
        var night = Tonight.of(session);
        return new Sampled(from, night, night.map(n -> new TonightsOdds(SEED).of(n, from)));
    }

    private void take(Sampled result) {
        sampling = false;
        rehearsals = Optional.of(result.from());
        facts.show(OddsFacts.of(result.odds()));
        if (result.odds().orElse(new Odds.NothingLeft()) instanceof Odds.Sampled odds
                && result.night().isPresent()) {
            fan.show(odds, result.night().get().closes());
        } else {
            fan.clear();
        }
        read.run();
    }
}
