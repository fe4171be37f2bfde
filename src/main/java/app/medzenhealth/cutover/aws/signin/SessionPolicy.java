package app.medzenhealth.cutover.aws.signin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy that a role is taken with: these actions, in these regions. AWS allows 2,048 characters; where the list is longer,
 * the actions of a service that begin with the same word become one with a wildcard ({@code rds:Create*}), and if that is not
 * enough, each service's become one ({@code rds:*}). It narrows what the role may do and never widens it.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole, Policy</a>
 */
public final class SessionPolicy {
    static final int MOST = 2048;

    /** Their calls go to us-east-1, whatever the region is that they are about. */
    private static final Set<String> GLOBAL = Set.of("route53", "iam", "cloudfront", "organizations", "sts");

    /** No call of its own, but a part of others': it is asked about in no region. */
    private static final String PASS_ROLE = "iam:PassRole";

    private static final Pattern VERB = Pattern.compile("^([a-z0-9-]+:[A-Z][a-z]+).*");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionPolicy() {}

    /**
     * @param actions as IAM spells them
     * @param regions at least one
     * @throws IllegalArgumentException if it cannot be said in 2,048 characters
     */
    public static String of(Collection<String> actions, Collection<String> regions) {
        var shorter = List.<UnaryOperator<String>>of(a -> a, SessionPolicy::byVerb, SessionPolicy::byService);
        for (var shorten : shorter) {
            var said = new TreeSet<String>();
            actions.forEach(a -> said.add(a.equals(PASS_ROLE) ? a : shorten.apply(a)));
            var json = write(withoutCovered(said), regions);
            if (json.length() <= MOST) {
                return json;
            }
        }
        throw new IllegalArgumentException("a policy for " + actions.size() + " actions has more than " + MOST
                + " characters whichever way it is written");
    }

    private static String byVerb(String action) {
        return VERB.matcher(action).replaceFirst("$1*");
    }

    private static String byService(String action) {
        return action.substring(0, action.indexOf(':')) + ":*";
    }

    private static Set<String> withoutCovered(Set<String> actions) {
        var left = new TreeSet<String>(actions);
        left.removeIf(a -> !a.equals(PASS_ROLE)
                && actions.stream()
                        .anyMatch(
                                w -> !w.equals(a) && w.endsWith("*") && a.startsWith(w.substring(0, w.length() - 1))));
        return left;
    }

    private static String write(Set<String> actions, Collection<String> regions) {
        var regional = new ArrayList<String>();
        var global = new ArrayList<String>();
        var anywhere = new ArrayList<String>();
        for (var action : actions) {
            (action.equals(PASS_ROLE)
                            ? anywhere
                            : GLOBAL.contains(action.substring(0, action.indexOf(':'))) ? global : regional)
                    .add(action);
        }
        var statements = new ArrayList<Map<String, Object>>();
        if (!regional.isEmpty()) {
            statements.add(statement(regional, new TreeSet<>(regions)));
        }
        if (!global.isEmpty()) {
            statements.add(statement(global, Set.of("us-east-1")));
        }
        if (!anywhere.isEmpty()) {
            statements.add(statement(anywhere, Set.of()));
        }
        if (statements.isEmpty()) {
            // A policy must say something: nothing is allowed.
            statements.add(Map.of("Effect", "Deny", "Action", "*", "Resource", "*"));
        }
        var policy = new LinkedHashMap<String, Object>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        return JSON.writeValueAsString(policy);
    }

    private static Map<String, Object> statement(List<String> actions, Set<String> regions) {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", "*");
        if (!regions.isEmpty()) {
            statement.put("Condition", Map.of("StringEquals", Map.of("aws:RequestedRegion", List.copyOf(regions))));
        }
        return statement;
    }
}
