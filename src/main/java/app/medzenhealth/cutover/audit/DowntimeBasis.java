package app.medzenhealth.cutover.audit;

/** From what a downtime is told. */
public enum DowntimeBasis {
    /** Probes asked what users ask, reads and writes, all the time in which a fence stood. */
    MEASURED("measured"),
    /** Some of it was measured; the rest is how long a fence stood. */
    PARTLY("measured in part"),
    /** No probe ran: it is how long a fence stood. */
    ESTIMATED("estimated from steps");

    private final String words;

    DowntimeBasis(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
