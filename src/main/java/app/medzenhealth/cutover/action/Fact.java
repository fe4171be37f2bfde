package app.medzenhealth.cutover.action;

/**
 * One thing that was true when a preview was made.
 *
 * @param resource what it is about, as the calls name it, for example {@code medzen-ehrbase-db}
 * @param attribute for example {@code status}
 * @param value as AWS says it; {@code absent} where the resource does not exist
 */
public record Fact(String resource, String attribute, String value) {
    public static final String ABSENT = "absent";
}
