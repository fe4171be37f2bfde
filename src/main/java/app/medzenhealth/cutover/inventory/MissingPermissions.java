package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.IamActions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a profile may not read, said once for all regions, and what would allow it.
 *
 * @param services the services that refused, as {@code dynamodb in eu-west-1, af-south-1}
 * @param actions all IAM actions that reading those services takes: AWS refuses at the first one it meets and tells nothing of
 *     the others
 */
public record MissingPermissions(List<String> services, SortedSet<String> actions) {

    public static final MissingPermissions NONE = new MissingPermissions(List.of(), Collections.emptySortedSet());

    public static MissingPermissions of(Inventory inventory) {
        var refused = inventory.scans().stream()
                .filter(MissingPermissions::wantsPolicy)
                .toList();
        var actions = new TreeSet<String>();
        refused.forEach(s ->
                List.of(s.api().split(", ")).forEach(operation -> actions.add(IamActions.of(s.service(), operation))));
        var services = new ArrayList<String>();
        refused.stream()
                .map(ServiceScan::service)
                .distinct()
                .forEach(service -> services.add(service + " in "
                        + refused.stream()
                                .filter(s -> s.service().equals(service))
                                .map(ServiceScan::region)
                                .collect(Collectors.joining(", "))));
        return new MissingPermissions(List.copyOf(services), actions);
    }

    private static boolean wantsPolicy(ServiceScan scan) {
        return scan.failure().orElse(null) instanceof Observation.Unknown<?> unknown
                ? helps(unknown.reason())
                : scan.gaps().stream().anyMatch(gap -> helps(gap.reason()) && (gap.isWholeType() || !known(scan, gap)));
    }

    /** An allowance for whoever asks changes nothing where the resource's own policy refuses, or where something denies it. */
    private static boolean helps(String reason) {
        return AwsError.saysNotPermitted(reason) && !reason.contains(AwsErrors.NO_ALLOWANCE_HELPS);
    }

    /** Whether the same was told of others of its kind: then whoever asks is allowed to, and it is this one that refuses. */
    private static boolean known(ServiceScan scan, Gap gap) {
        return scan.resources()
                .filter(r -> r.type().equals(gap.type()))
                .anyMatch(r -> scan.gaps().stream().noneMatch(g -> g.id().equals(r.id()) || g.id().equals(r.name())));
    }

    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** The policy that would allow it, as IAM takes it. */
    public String policy() {
        return policy("CutoverConsoleMissingReads", actions);
    }

    /** A policy of one statement for all resources. */
    public static String policy(String sid, SortedSet<String> actions) {
        return actions.stream()
                .map(action -> "        \"" + action + "\"")
                .collect(Collectors.joining(",\n", """
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Sid": "%s",
                          "Effect": "Allow",
                          "Action": [
                    """.formatted(sid), """

                          ],
                          "Resource": "*"
                        }
                      ]
                    }
                    """));
    }
}
