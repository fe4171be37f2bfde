package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.ExpectedTrail;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signing key of a state folder that no console has open: under which passphrase it lies, if under any. Each change is recorded
 * before it is made.
 *
 * @param mode of the folder, as in {@link StateFolder}
 * @param by who does it
 */
public record TrailKey(StateFolder state, String mode, String by) {
    private static final int SHORT = 20;
    /** No migration's run, as an export is none. */
    private static final String SESSION = "key";

    /** What can be done with it. */
    private enum Change {
        SEAL("key.seal"),
        CHANGE("key.change"),
        UNSEAL("key.unseal");

        private final String kind;

        Change(String kind) {
            this.kind = kind;
        }
    }

    /** Whose it is and whether it is sealed, a line each. Opens nothing. */
    public List<String> show() {
        state.begun(mode);
        var directory = state.open(mode);
        return List.of(
                "key        " + grouped(SigningKey.fingerprint(directory)),
                SigningKey.sealed(directory)
                        ? "sealed     under a passphrase"
                        : "NOT SEALED whoever reads " + directory.signingKey() + " can sign: “audit key seal”");
    }

    /**
     * Seals a key that lies plain.
     *
     * @throws Refusal if it is sealed already
     */
    public List<String> seal(char[] passphrase) {
        return keep(Change.SEAL, Optional.of(passphrase));
    }

    /**
     * Seals it under another passphrase.
     *
     * @throws Refusal if it is not sealed
     */
    public List<String> change(char[] passphrase) {
        return keep(Change.CHANGE, Optional.of(passphrase));
    }

    /**
     * Lays it plain.
     *
     * @throws Refusal if it is not sealed
     */
    public List<String> unseal() {
        return keep(Change.UNSEAL, Optional.empty());
    }

    private List<String> keep(Change change, Optional<char[]> under) {
        var time = TrailEvidence.time(state.begun(mode));
        var directory = state.open(mode);
        if (SigningKey.sealed(directory) != (change != Change.SEAL)) {
            throw new Refusal(
                    change == Change.SEAL ? "The key is sealed already" : "The key is not sealed",
                    change == Change.SEAL
                            ? "change its passphrase with “audit key change”"
                            : "seal it with “audit key seal”");
        }
        try (var records = Records.open(directory, SESSION, time)) {
            under.map(String::new).ifPresent(records.redactor()::protect);
            var trail = records.trail();
            trail.append(by, change.kind, "", Map.of("key", trail.verifier().fingerprint()));
            try {
                trail.keepKey(under);
            } catch (StoreProblem notKept) {
                trail.append(
                        by, "key.kept", "", Map.of("key", trail.verifier().fingerprint(), "why", notKept.getMessage()));
                throw notKept;
            }
            return List.of(
                    "key " + grouped(trail.verifier().fingerprint()) + ": "
                            + switch (change) {
                                case SEAL ->
                                    "sealed. Copies of the plain file, in backups for example, stay as they are: delete them.";
                                case CHANGE -> "sealed under the new passphrase.";
                                case UNSEAL -> "NOT SEALED any more.";
                            },
                    "Recorded in the trail.");
        }
    }

    /**
     * Begins a new trail with a new key because nobody knows the passphrase of the old one any more. The old trail is set aside as it
     * is, and verifies as before; the first records of the new one name its key, its head and the reason.
     *
     * @throws Refusal if there is no such reason, or the old trail was tampered with
     */
    public List<String> lost(String words) {
        var why = FreeText.REASON.accept(words);
        if (why.length() < Session.SHORTEST_REASON) {
            throw new Refusal(
                    "That a key is lost needs a written reason", "say in a sentence with --why how it was lost");
        }
        var time = TrailEvidence.time(state.begun(mode));
        var directory = state.open(mode);
        if (!SigningKey.sealed(directory)) {
            throw new Refusal("The key is not sealed, so nothing is lost", "go on with it");
        }
        var former = SigningKey.fingerprint(directory);
        var data = new LinkedHashMap<String, Object>();
        data.put("formerKey", former);
        data.putAll(standing(directory));
        data.put("reason", why);
        var aside = directory.setAside("former-" + former.substring(0, 8));
        data.put("folder", aside.getFileName().toString());
        try (var records = Records.open(directory, SESSION, time)) {
            var trail = records.trail();
            trail.append(by, "key.begun", "", data);
            return List.of(
                    "A new trail begins with the key "
                            + grouped(trail.verifier().fingerprint()) + ".",
                    "The old one is in " + aside + ", signed by " + grouped(former) + ": “audit verify " + aside
                            + "” says what it said before.",
                    "Sessions begin anew: what was done is recognised in AWS, and not repeated.");
        }
    }

    /** How far the old trail is signed, as far as that can be told without its key. */
    private static Map<String, Object> standing(StateDirectory directory) {
        var verdict = new Verifier(TrailProgress.SILENT, ExpectedTrail.ANYTHING, new TablesFromRecords())
                .verify(directory.path());
        return switch (verdict) {
            case TrailVerdict.Verified v ->
                Map.of("formerRecords", v.records(), "formerRoot", v.root(), "verdict", "verified");
            case TrailVerdict.CannotVerify(String reason) -> Map.of("verdict", "cannot be verified: " + reason);
            case TrailVerdict.Tampered tampered ->
                throw new Refusal(
                        String.join(" ", tampered.lines()),
                        "keep the folder as it is for examination, and begin another one with --state");
        };
    }

    private static String grouped(String fingerprint) {
        return fingerprint.substring(0, SHORT).replaceAll("(.{4})(?!$)", "$1 ");
    }
}
