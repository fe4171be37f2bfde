package app.medzenhealth.cutover.action;

import java.util.Locale;
import java.util.Map;

/**
 * One thing that is gone for good once an action has run, as whoever confirms it is to see it beforehand.
 *
 * @param label {@code service/type/id}, as the inventory calls it
 * @param name by which people know it
 * @param holds how much is in it, as far as it was read; empty where nothing tells
 * @param lastUse where AWS itself tells of it; empty where a check tells, or nothing does
 * @param stays what the deletion itself leaves of it, and by what that is found again; empty where nothing is left
 */
public record Deletion(
        String region, String label, String name, Going going, String holds, String lastUse, String stays) {

    public enum Going {
        BY_ITSELF,
        /** Because it is part of something that goes. */
        WITH_ANOTHER
    }

    /** What is said otherwise than its type is written. */
    private static final Map<String, String> NOUNS = Map.of(
            "apigateway/rest-api", "REST API",
            "apigatewayv2/http-api", "HTTP API",
            "ec2/address", "Elastic IP address",
            "ecr/repository", "image repository",
            "rds/db-parameter-group", "parameter group",
            "rds/db-snapshot", "database snapshot",
            "rds/instance", "database",
            "rds/snapshot", "database snapshot");

    private static final long KIBI = 1024;

    /** Of which nothing more is told. */
    public static Deletion of(String region, String label) {
        var parts = label.split("/", 3);
        return new Deletion(region, label, parts[parts.length - 1], Going.BY_ITSELF, "", "", "");
    }

    /** Known by another name than its id. */
    public Deletion named(String words) {
        return new Deletion(region, label, words, going, holds, lastUse, stays);
    }

    public Deletion withAnother() {
        return new Deletion(region, label, name, Going.WITH_ANOTHER, holds, lastUse, stays);
    }

    public Deletion holding(String words) {
        return new Deletion(region, label, name, going, words, lastUse, stays);
    }

    public Deletion lastUsed(String words) {
        return new Deletion(region, label, name, going, holds, words, stays);
    }

    public Deletion leaving(String words) {
        return new Deletion(region, label, name, going, holds, lastUse, words);
    }

    /** What it is, in a word or two: {@code log group}. */
    public String kind() {
        var parts = label.split("/", 3);
        var type = parts.length > 1 ? parts[1] : label;
        return NOUNS.getOrDefault(parts[0] + "/" + type, type.replace('-', ' '));
    }

    /** So many of them: {@code 7 log groups}. */
    public String counted(long count) {
        return counted(count, kind());
    }

    /** {@code 1 table}, {@code 2 tables}, {@code 3 addresses}, {@code 4 repositories}. */
    public static String counted(long count, String noun) {
        if (count == 1) {
            return "1 " + noun;
        }
        var many = noun.endsWith("y")
                ? noun.substring(0, noun.length() - 1) + "ies"
                : noun + (noun.endsWith("s") ? "es" : "s");
        return count + " " + many;
    }

    /** {@code 0 bytes}, {@code 96.0 KiB}, {@code 1.5 GiB}: by powers of 1024, which the names say. */
    public static String size(long bytes) {
        if (bytes < KIBI) {
            return counted(bytes, "byte");
        }
        var units = new String[] {"KiB", "MiB", "GiB", "TiB"};
        var size = (double) bytes / KIBI;
        var unit = 0;
        while (size >= KIBI && unit < units.length - 1) {
            size /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
    }
}
