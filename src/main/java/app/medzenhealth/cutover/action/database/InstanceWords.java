package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Arns;
import java.util.Set;

/** What a plan expects of an instance, as people say it. */
final class InstanceWords {
    private static final Set<String> NOTHING = Set.of("", "none", "[]");

    private InstanceWords() {}

    /** For example {@code at most 300 s behind}. */
    static String expectation(String attribute, String expected) {
        var value = value(expected);
        var nothing = NOTHING.contains(expected.strip());
        return switch (attribute) {
            case "multiAz" -> "Multi-AZ is " + value;
            case "encrypted" -> "encryption of its storage is " + value;
            case "replicaSource" -> nothing ? "follows no other instance" : "is a replica of " + Arns.name(value);
            case "backupRetention" -> "keeps backups for " + value + " days";
            case "parameterGroup" -> "has parameter group " + value;
            case "parameterGroupApplied" -> "its parameter group is " + value;
            case "storage" -> "has " + value + " GiB of storage";
            case "storageType" -> "has storage of type " + value;
            case "engineVersion" -> "runs engine version " + value;
            case "deletionProtection" -> "deletion protection is " + value;
            case "pending" -> nothing ? "nothing is pending" : "pending is " + value;
            case "readReplicas" ->
                nothing
                        ? "has no read replicas"
                        : value.matches("\\d+") ? "has " + value + " read replicas" : "is followed by " + value;
            case "onlyReplicas" -> "is followed by nothing but " + value;
            case "inRecovery" -> expected.strip().equals("false") ? "takes writes" : "is in recovery";
            case "maxLagSeconds" -> "is at most " + value + " s behind";
            default -> attribute + " " + value;
        };
    }

    /** One of its values. */
    static String value(String value) {
        var v = value.strip();
        return NOTHING.contains(v) ? "nothing" : v.equals("true") ? "on" : v.equals("false") ? "off" : v;
    }
}
