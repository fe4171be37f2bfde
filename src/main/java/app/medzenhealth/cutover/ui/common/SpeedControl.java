package app.medzenhealth.cutover.ui.common;

/** How fast a rehearsal's clock runs. All methods answer at once. */
public interface SpeedControl {

    Speed current();

    void set(Speed speed);

    /** Moves the clock to the end of what is being waited for now, if anything is. */
    void skipWaiting();

    enum Speed {
        PAUSED("Pause", 0),
        REAL("1×", 1),
        MINUTE("60×", 60),
        TEN_MINUTES("600×", 600);

        private final String label;
        private final int factor;

        Speed(String label, int factor) {
            this.label = label;
            this.factor = factor;
        }

        public String label() {
            return label;
        }

        /** Virtual seconds in a second; 0: the clock stands. */
        public int factor() {
            return factor;
        }
    }
}
