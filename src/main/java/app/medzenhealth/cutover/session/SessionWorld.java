package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.session.SessionView.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a session acts on. What was done in one world says nothing about another, so another world is another session; only the
 * working copy may change within one, and is recorded when it does.
 *
 * @param partition of AWS, for example {@code aws} or {@code aws-cn}
 * @param account twelve digits
 * @param endpoint where requests go in place of AWS, in one spelling; empty where they go to AWS or nowhere
 * @param plan its id
 * @param planDigest lower-case hex SHA-256 of the plan file's bytes
 * @param workingCopy the project's folder as it was opened; empty where nobody named one
 */
public record SessionWorld(
        Mode mode,
        String partition,
        String account,
        Optional<String> endpoint,
        String plan,
        String planDigest,
        Optional<String> workingCopy) {

    /** How it stands in {@code session.open}. */
    public Map<String, Object> recorded() {
        var data = new LinkedHashMap<String, Object>();
        data.put("mode", mode.name());
        data.put("partition", partition);
        data.put("account", account);
        data.put("endpoint", endpoint.orElse(""));
        data.put("plan", plan);
        data.put("planDigest", planDigest);
        workingCopy.ifPresent(w -> data.put("workingCopy", w));
        return data;
    }

    /** Empty where a console wrote it that did not record all of it yet. */
    public static Optional<SessionWorld> read(Map<String, Object> open) {
        if (!(open.get("mode") instanceof String mode
                && open.get("partition") instanceof String partition
                && open.get("account") instanceof String account
                && open.get("endpoint") instanceof String endpoint
                && open.get("plan") instanceof String plan
                && open.get("planDigest") instanceof String digest)) {
            return Optional.empty();
        }
        var known = List.of(Mode.values()).stream()
                .filter(m -> m.name().equals(mode))
                .findFirst();
        return known.map(m -> new SessionWorld(
                m,
                partition,
                account,
                Optional.of(endpoint).filter(e -> !e.isEmpty()),
                plan,
                digest,
                Optional.ofNullable(open.get("workingCopy")).map(String::valueOf)));
    }

    /** The same with another working copy. */
    public SessionWorld in(String folder) {
        return new SessionWorld(mode, partition, account, endpoint, plan, planDigest, Optional.of(folder));
    }

    /** Whether work done in the one stands in the other. */
    public boolean same(SessionWorld other) {
        return differences(other).isEmpty();
    }

    /** In what the two differ, as {@code the account: 1 there, 2 here}; the working copy is not among it. */
    public List<String> differences(SessionWorld there) {
        var lines = new ArrayList<String>();
        differ(lines, "the mode", there.mode.name(), mode.name());
        differ(lines, "the partition", there.partition, partition);
        differ(lines, "the account", there.account, account);
        differ(lines, "the endpoint", there.endpoint.orElse("AWS"), endpoint.orElse("AWS"));
        differ(lines, "the plan", there.plan, plan);
        differ(lines, "the plan's text", brief(there.planDigest), brief(planDigest));
        return lines;
    }

    private static void differ(List<String> lines, String what, String there, String here) {
        if (!there.equals(here)) {
            lines.add(what + ": " + there + " there, " + here + " here");
        }
    }

    /** The same but for the plan: what a person may carry over, and no one else. */
    public boolean samePlace(SessionWorld there) {
        return mode == there.mode
                && partition.equals(there.partition)
                && account.equals(there.account)
                && endpoint.equals(there.endpoint);
    }

    private static String brief(String digest) {
        return digest.length() <= 12 ? digest : "SHA-256 " + digest.substring(0, 12) + "…";
    }

    /** Eight hex digits that differ where the worlds do. */
    public String mark() {
        var text = String.join("\n", mode.name(), partition, account, endpoint.orElse(""), plan, planDigest);
        return DigestUtils.sha256Hex(text).substring(0, 8);
    }

    /** For a status line, for example {@code EMULATOR http://127.0.0.1:5000, account 558069890522 (aws)}. */
    public String words() {
        return mode.name() + endpoint.map(e -> " " + e).orElse("") + ", account " + account + " (" + partition + ")";
    }
}
