package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** IAM of the account. */
public final class IamState {

    private final Estate estate;
    final Map<String, Role> roles = new LinkedHashMap<>();
    /** Actions that simulation denies, as IAM spells them. */
    final Set<String> denied = new HashSet<>();

    /** Actions that simulation was asked for. */
    private final Set<String> simulated = new TreeSet<>();

    /** By role's name and action. */
    private final Set<String> withheld = new HashSet<>();

    private String caller = "";

    /** From memory: a new role can be assumed after some seconds. */
    private static final Duration SPREADING = Duration.ofSeconds(8);

    /**
     * @param trust the policy that says who may assume it, JSON
     * @param seen from when on other services know it
     */
    record Role(String name, String id, String arn, String path, Instant created, String trust, Instant seen) {}

    private IamState(Estate estate) {
        this.estate = estate;
    }

    public static IamState of(Estate estate) {
        return estate.state(IamState.class, Estate.GLOBAL, () -> new IamState(estate));
    }

    /**
     * @param principal the service that may assume it, for example {@code lambda.amazonaws.com}
     * @return the role's ARN
     */
    public String add(String name, String principal) {
        return create(
                        name,
                        "/",
                        estate.now(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                                + principal + "\"},\"Action\":\"sts:AssumeRole\"}]}")
                .arn();
    }

    Role create(String name, String path, String trust) {
        return create(name, path, estate.now().plus(SPREADING), trust);
    }

    private Role create(String name, String path, Instant seen, String trust) {
        var role = new Role(
                name,
                "AROA" + estate.id("role-").substring(6).toUpperCase(Locale.ROOT),
                estate.arn("iam", "", "role" + path + name),
                path,
                estate.now(),
                trust,
                seen);
        roles.put(name, role);
        return role;
    }

    public void remove(String name) {
        roles.remove(name);
    }

    /** Takes from a role what it may do. */
    public void withhold(String role, String action) {
        withheld.add(role + " " + action);
    }

    public void grant(String role, String action) {
        withheld.remove(role + " " + action);
    }

    /**
     * Whether a role may not do something. A role may do whatever was not withheld: its policies are not read.
     *
     * @param arn of the role
     * @param action as IAM spells it
     */
    public boolean lacks(String arn, String action) {
        return withheld.contains(arn.substring(arn.lastIndexOf('/') + 1) + " " + action);
    }

    /** @param arn of the role */
    public boolean hasRole(String arn) {
        return roles.values().stream().anyMatch(role -> role.arn().equals(arn));
    }

    /**
     * Whether a service may assume a role. What IAM is told "might not be immediately visible" elsewhere (IAM User Guide,
     * "Troubleshoot IAM: Changes that I make are not always immediately visible"): for a moment a new role is not.
     *
     * @param service for example {@code lambda.amazonaws.com}
     */
    public boolean assumable(String arn, String service) {
        return roles.values().stream()
                .anyMatch(role -> role.arn().equals(arn)
                        && role.trust().contains("\"" + service + "\"")
                        && !estate.now().isBefore(role.seen()));
    }

    /** @param action as IAM spells it, for example {@code rds:PromoteReadReplica} */
    public void deny(String action) {
        denied.add(action);
    }

    void simulated(Collection<String> actions) {
        simulated.addAll(actions);
    }

    /** Every action that a simulation was asked for so far, as IAM spells it. */
    public Set<String> simulated() {
        return Set.copyOf(simulated);
    }

    /** ARN of whoever calls. */
    public String caller() {
        return caller.isEmpty() ? "arn:aws:sts::" + estate.account() + ":assumed-role/cutover-operator/lead" : caller;
    }

    public void caller(String arn) {
        caller = arn;
    }
}
