package app.medzenhealth.cutover.action;

/** One line of "from → to". {@code region}: its id, or empty for what has none. */
public record Change(String region, String resource, String attribute, String from, String to) {

    /** In a line, for whoever reads or signs it. Nothing is said, too: nobody must read it as cut off. */
    public String words() {
        return (region.isEmpty() ? "" : region + " ") + resource + " " + attribute + ": " + said(from) + " → "
                + said(to);
    }

    private static String said(String value) {
        return value.isBlank() ? "none" : value;
    }
}
