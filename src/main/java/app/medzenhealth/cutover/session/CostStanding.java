package app.medzenhealth.cutover.session;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * From when on a month shows what the migration costs or saves: the first that is whole after its last phase. A month's bill is final
 * "within the first 5-7 days of the following month" (Broadcom, "AWS bill finalization timing",
 * knowledge.broadcom.com/external/article/282937); whether Cost Explorer still calls it estimated is asked then.
 */
final class CostStanding {
    private static final int FINAL_AFTER_DAYS = 7;

    private CostStanding() {}

    /** The first whole month after the last phase; empty while none has ended. */
    static Optional<YearMonth> month(SessionView view) {
        return view.phases().stream()
                .flatMap(p -> p.ended().stream())
                .max(Comparator.naturalOrder())
                .map(at -> YearMonth.from(at.atZone(ZoneOffset.UTC)).plusMonths(1));
    }

    /** When its figures are there. */
    static Instant from(YearMonth month) {
        return month.plusMonths(1)
                .atDay(1 + FINAL_AFTER_DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    static boolean due(SessionView view) {
        return month(view).filter(m -> !view.at().isBefore(from(m))).isPresent();
    }

    static String words(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear();
    }
}
