package app.medzenhealth.cutover.audit;

import java.util.List;

/** What a report is made of, whatever it is written as. */
sealed interface ReportBlock {

    /** What the whole is. */
    record Title(String text) implements ReportBlock {}

    /** A sentence that is read first. */
    record Lead(String text) implements ReportBlock {}

    record Words(String text) implements ReportBlock {}

    /** What must not be overlooked. */
    record Warning(String text) implements ReportBlock {}

    /**
     * Names and values.
     *
     * @param heading may be empty
     * @param columns how many pairs stand beside one another
     * @param whole whether it stays on one page
     */
    record Facts(String heading, int columns, boolean whole, List<Fact> facts) implements ReportBlock {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** @param code whether its letters are to be compared one by one */
    record Fact(String name, String value, boolean code) {
        Fact(String name, String value) {
            this(name, value, false);
        }
    }

    /**
     * A table under a heading.
     *
     * @param note beside the heading; may be empty
     * @param columns none: without a line of titles
     * @param none what stands there where there is no row
     * @param left how many rows did not fit
     */
    record Grid(String heading, String note, List<Column> columns, List<List<Cell>> rows, String none, long left)
            implements ReportBlock {
        public Grid {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** @param width in parts of the whole */
    record Column(String title, int width, boolean number) {
        Column(String title, int width) {
            this(title, width, false);
        }
    }

    record Cell(String text, Look look) {
        Cell(String text) {
            this(text, Look.PLAIN);
        }
    }

    enum Look {
        PLAIN,
        STRONG,
        SMALL,
        SMALL_STRONG,
        CODE
    }

    /** Phases over time. */
    record Timeline(String heading, String note, String from, String to, List<Lane> lanes) implements ReportBlock {
        public Timeline {
            lanes = List.copyOf(lanes);
        }
    }

    /**
     * One phase, from 0 to 1 of the time that is shown.
     *
     * @param planned where the plan puts it
     * @param actual when it took place; of no length where it did not
     * @param words the same in words
     */
    record Lane(String name, Part planned, Part actual, String words) {}

    record Part(double from, double to) {
        static final Part NONE = new Part(0, 0);

        boolean there() {
            return to > from;
        }
    }

    /** Two beside one another. */
    record Sides(List<ReportBlock> left, List<ReportBlock> right) implements ReportBlock {
        public Sides {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }
    }

    record NewPage() implements ReportBlock {}
}
