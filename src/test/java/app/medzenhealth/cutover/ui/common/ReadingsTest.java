package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Test
    void no_more_records_are_said_to_be_verified_than_there_are_beside() throws Exception {
        ScreenPainter.startUp();
        var console = new Busy();
        var readings = new Readings(console);
        for (var i = 0; i < 3; i++) {
            ScreenPainter.onFx(() -> {
                readings.refreshNow();
                return "";
            });
            var verified = (AuditFeed.Verdict.Intact) readings.verdict().orElseThrow();
            assertThat(verified.records())
                    .isLessThanOrEqualTo(readings.session().audit().records());
        }
    }

    /** Writes a record whenever it is asked anything, and has verified it at once. */
    private static final class Busy extends HandMadeConsole {
        private long records = 418;

        Busy() {
            super(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions());
        }

        @Override
        public SessionView view() {
            var now = HandMadeView.midCutover().records(++records);
            now.view();
            // Each with a higher revision.
            for (long i = 418; i < records; i++) {
                now.view();
            }
            return now.view();
        }

        @Override
        public Optional<Verdict> lastVerdict() {
            return Optional.of(new Verdict.Intact(
                    HandMadeView.NOW, ++records, "9c41e07bd2f6", records, records, "9c41e07bd2f6", List.of()));
        }
    }
}
