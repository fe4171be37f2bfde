package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.KeyFingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** Who may sign as second person. */
final class Enrolments {
    /** A session's own challenges are about no step. */
    private static final String NO_STEP = "";

    private final SessionContext core;
    private final SessionJournal journal;
    private final People people;

    Enrolments(SessionContext core, People people) {
        this.core = core;
        this.journal = core.journal;
        this.people = people;
    }

    /** As it will be kept, and checked. */
    private Enrolment checked(Enrolment asked) {
        var name = FreeText.NAME.accept(asked.name());
        var key = FreeText.KEY.accept(asked.key());
        if (name.equalsIgnoreCase(asked.by().name())) {
            throw new Refusal(
                    "The second approver must be someone other than "
                            + asked.by().name(),
                    "enrol another person");
        }
        if (!Approvals.usable(key)) {
            throw new Refusal("This is not an Ed25519 public key", "paste it as “approve” prints it");
        }
        journal.state().approvers().values().stream()
                .filter(a -> a.key().equals(key) && !a.name().equals(name))
                .findFirst()
                .ifPresent(a -> {
                    throw new Refusal(
                            "This key is enrolled for " + a.name() + " already: one key is one person",
                            "have " + name + " make a key of their own");
                });
        return new Enrolment(name, key, asked.by(), asked.response());
    }

    private boolean known(Enrolment asked) {
        var before = journal.state().approvers().get(asked.name());
        return before != null && before.key().equals(asked.key());
    }

    private boolean first() {
        return journal.state().approvers().isEmpty();
    }

    /** Makes the challenge that somebody signs who is enrolled. */
    String challenge(Enrolment wanted) {
        var text = journal.atomically(() -> {
            var asked = checked(wanted);
            if (first()) {
                throw new Refusal("The first approver takes no signature", "enrol them");
            }
            return people.challenge(asked(asked), Map.of("for", "enrol"));
        });
        core.changed();
        return text;
    }

    private Approvals.Asked asked(Enrolment asked) {
        var another = journal.state().approvers().containsKey(asked.name());
        return new Approvals.Asked(
                NO_STEP,
                (another ? "ANOTHER KEY for the approver " : "ENROL a further approver: ") + asked.name(),
                "What they sign until they are no longer trusted stays signed.",
                List.of(
                        asked.name() + " may sign from then on, as second person, what cannot be undone.",
                        "Their public key: " + KeyFingerprint.of(asked.key()).words()),
                fingerprint(asked));
    }

    private static String fingerprint(Enrolment asked) {
        return DigestUtils.sha256Hex("enrol\0" + asked.name() + "\0" + asked.key() + "\0");
    }

    /** Whether the response in it would be accepted now; a refusal is recorded. */
    String checkResponse(Enrolment wanted) {
        return journal.atomically(() -> {
            var asked = checked(wanted);
            return people.approver(NO_STEP, asked.response().orElse(""), fingerprint(asked), asked.by());
        });
    }

    void enrol(Enrolment wanted) {
        journal.atomically(() -> {
            var asked = checked(wanted);
            if (known(asked)) {
                return;
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("name", asked.name());
            data.put("key", asked.key());
            if (!first()) {
                data.put("approvedBy", second(asked));
            }
            journal.write(asked.by().name(), "approval.enrol", "", data);
        });
        core.changed();
    }

    private String second(Enrolment asked) {
        if (asked.response().isEmpty()) {
            throw new Refusal(
                    "A further approver is enrolled by two people: " + String.join(", ", names())
                            + (names().size() == 1 ? " is" : " are") + " enrolled already",
                    "have one of them sign the challenge for “" + asked.name() + "”");
        }
        var second = people.approver(NO_STEP, asked.response().get(), fingerprint(asked), asked.by());
        people.accepted(NO_STEP, second, fingerprint(asked), asked.response().get(), "enrol");
        return second;
    }

    Set<String> names() {
        return journal.atomically(() -> Set.copyOf(journal.state().approvers().keySet()));
    }
}
