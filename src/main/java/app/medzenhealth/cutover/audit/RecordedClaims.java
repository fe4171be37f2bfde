package app.medzenhealth.cutover.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether what records claim follows from the records before them: that a second person signed, and that a call or a command that ended had
 * been begun. A chain shows that records follow each other, not that the console wrote them; what a second person signed nobody else can
 * write. Checked as long as no record is left out: what a claim rests on could be among those.
 */
final class RecordedClaims {
    private static final String COMMAND_OUTCOME = "command.outcome";
    /** The kinds of which more than their links is read. */
    static final Set<String> KINDS = Set.of(OpenedIn.KIND, "approval.enrol", "approval.challenge", "approval.accepted");

    private static final String INTENT = "call.intent";
    private static final String OUTCOME = "call.outcome";
    private static final String COMMAND_INTENT = "command.intent";
    /** By session, as it was opened last. */
    private final Map<String, AuditRecord> opened = new HashMap<>();

    private final SignatureChecks checks;
    private final Map<Of, String> keys = new HashMap<>();
    private final Map<Of, AuditRecord> challenges = new HashMap<>();
    private final Map<Long, String> begun = new HashMap<>();
    private final Map<Long, String> started = new HashMap<>();
    private boolean gaps;
    private long approvals;
    private long outcomes;
    private long commands;

    /** Something of a session: a name, or a step. */
    private record Of(String session, String what) {}

    RecordedClaims(SignatureChecks checks) {
        this.checks = checks;
    }

    private RecordedClaims(RecordedClaims other, SignatureChecks checks) {
        this(checks);
        opened.putAll(other.opened);
        keys.putAll(other.keys);
        challenges.putAll(other.challenges);
        begun.putAll(other.begun);
        started.putAll(other.started);
        commands = other.commands;
        gaps = other.gaps;
        approvals = other.approvals;
        outcomes = other.outcomes;
    }

    /** Goes on from here, where all is settled. */
    RecordedClaims copy(SignatureChecks next) {
        return new RecordedClaims(this, next);
    }

    /** Records are left out here. */
    void skipped() {
        gaps = true;
    }

    void take(ChainCheck.Reading reading) throws TrailFault {
        var links = reading.links();
        if (links == null || gaps) {
            return;
        }
        switch (links.kind()) {
            case INTENT -> begun.put(links.seq(), links.session());
            case COMMAND_INTENT -> started.put(links.seq(), links.session());
            case OUTCOME -> {
                requireBegun(links, begun, "call");
                outcomes++;
            }
            case COMMAND_OUTCOME -> {
                requireBegun(links, started, "command");
                commands++;
            }
            default -> {
                if (reading.told().isPresent()) {
                    take(reading.told().get());
                }
            }
        }
    }

    private static void requireBegun(JcsReader.Links outcome, Map<Long, String> begun, String what) throws TrailFault {
        if (!outcome.session().equals(begun.remove(outcome.intent()))) {
            throw TrailFault.tampered(
                    outcome.seq(), "it tells how a " + what + " ended that had not been begun, or had ended before");
        }
    }

    private void take(AuditRecord record) throws TrailFault {
        switch (record.kind()) {
            case OpenedIn.KIND -> opened.put(record.session(), record);
            case "approval.enrol" -> {
                // One without a name is nobody's, and nothing rests on it.
                if (record.data().get("name") instanceof String name) {
                    keys.put(new Of(record.session(), name), text(record, "key"));
                }
            }
            case "approval.challenge" -> challenges.put(new Of(record.session(), record.step()), record);
            case "approval.accepted" -> {
                var approval = new RecordedApproval(
                        record,
                        challenges.remove(new Of(record.session(), record.step())),
                        opened.get(record.session()),
                        keys.get(new Of(record.session(), record.actor())));
                checks.add(approval::require);
                approvals++;
            }
            default -> {}
        }
    }

    /** @throws TrailFault if one of the signatures that are being checked is none */
    void settle() throws TrailFault {
        checks.settle();
    }

    private static String text(AuditRecord record, String member) {
        return record.data().get(member) instanceof String text ? text : "";
    }

    /** What was found to follow, for people. */
    String words() {
        return approvals + (approvals == 1 ? " approval: the signature" : " approvals: each the signature")
                + " of an enrolled person; " + outcomes
                + (outcomes == 1 ? " outcome: of a call" : " outcomes: each of a call")
                + " that was begun"
                + (commands == 0 ? "" : "; " + commands + " of commands on the console's machine likewise")
                + (gaps ? "; those after records that are left out cannot be checked" : "");
    }
}
