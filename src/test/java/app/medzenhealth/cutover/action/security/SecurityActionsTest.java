package app.medzenhealth.cutover.action.security;

import static app.medzenhealth.cutover.action.Bench.FRANKFURT;
import static app.medzenhealth.cutover.action.Bench.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;

class SecurityActionsTest {
    private static final String ZONE = "Z08MEDZENZONE00001";

    private final Bench bench;

    SecurityActionsTest(@TempDir Path files) {
        bench = new Bench(files);
        Route53State.of(bench.estate).zone(ZONE, "medzenhealth.app.");
        AcmState.of(bench.estate, FRANKFURT).names((name, value) -> operations().contains("ChangeResourceRecordSets"));
    }

    private Action key() {
        return bench.make(Bench.use(
                "kms.create-key", FRANKFURT, Map.of("alias", "alias/medzen-ehrbase", "description", "EHRbase")));
    }

    private Action certificate() {
        return bench.make(Bench.use(
                "acm.request-certificate",
                FRANKFURT,
                Map.of(
                        "domain",
                        "ehr.medzenhealth.app",
                        "alternatives",
                        List.of("ehr-eu-central-1.medzenhealth.app"),
                        "zone",
                        ZONE)));
    }

    private List<String> validationRecords() {
        return bench
                .context()
                .clients()
                .client(Route53Client.class, "us-east-1")
                .listResourceRecordSetsPaginator(r -> r.hostedZoneId(ZONE))
                .resourceRecordSets()
                .stream()
                .filter(s -> s.type() == RRType.CNAME)
                .map(s -> s.name() + " " + s.resourceRecords().getFirst().value())
                .toList();
    }

    private List<String> operations() {
        return bench.estate.ledger().entries().stream()
                .map(Ledger.Entry::operation)
                .toList();
    }

    @Test
    void a_key_is_made_rotated_named_and_retired_again() throws Exception {
        var action = key();
        var before = action.preview(bench.context());
        assertThat(bench.carryOut(action).values().get("keyArn")).startsWith("arn:aws:kms:eu-central-1:");
        assertThat(operations()).containsExactly("CreateKey", "EnableKeyRotation", "CreateAlias");
        bench.carryOut(((Undo.Inverse) action.undo(before.facts())).action());
        assertThat(operations()).endsWith("ScheduleKeyDeletion", "DeleteAlias");
    }

    /**
     * KMS schedules the deletion of a key whatever is encrypted with it:
     * docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html ("all data that was encrypted under the KMS key is
     * unrecoverable").
     */
    @Test
    void a_key_stays_while_anything_is_encrypted_with_it() throws Exception {
        var action = key();
        var before = action.preview(bench.context());
        bench.carryOut(action);
        var back = ((Undo.Inverse) action.undo(before.facts())).action();
        assertThat(Bench.open(back.preflight(bench.context()))).isEmpty();
        bench.carryOut(bench.make(Bench.use(
                "s3.create-bucket",
                FRANKFURT,
                Map.of("bucket", "medzen-archive-test", "kmsKey", "alias/medzen-ehrbase"))));

        assertThat(Bench.open(back.preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("Nothing is encrypted with", "the bucket medzen-archive-test");
        var sent = operations().size();
        var shown = back.preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(back, shown)).isInstanceOf(ActionFailure.class);
        assertThat(operations()).hasSize(sent);
    }

    @Test
    void a_key_whose_answer_was_lost_is_found_by_its_tags_and_not_made_twice() throws Exception {
        var action = key();
        bench.estate
                .faults()
                .add(InjectedFault.times(1, "kms", "CreateKey", FRANKFURT, InjectedFault.Effect.LOST_REPLY));
        var preview = action.preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(action, preview)).isInstanceOf(SdkException.class);
        assertThat(action.reconcile(bench.context())).isInstanceOf(Verdict.NotDone.class);
        bench.carryOut(action);
        assertThat(operations()).containsExactly("CreateKey", "EnableKeyRotation", "CreateAlias");
    }

    @Test
    void a_secret_is_replicated_without_its_value_being_read() throws Exception {
        SecretsState.of(bench.estate, IRELAND)
                .seed("medzen/ehrbase/db-password", "password", "hunter2", Duration.ofDays(100));
        var action = bench.make(Bench.use(
                "secret.replicate",
                FRANKFURT,
                Map.of("secret", "medzen/ehrbase/db-password", "sourceRegion", IRELAND)));
        var before = action.preview(bench.context());
        assertThat(bench.carryOut(action).values().get("secretArn")).startsWith("arn:aws:secretsmanager:eu-central-1:");
        assertThat(bench.trail.records().toString()).doesNotContain("hunter2");
        bench.carryOut(((Undo.Inverse) action.undo(before.facts())).action());
    }

    @Test
    void a_certificate_is_requested_proven_in_the_zone_and_issued() throws Exception {
        var action = certificate();
        var before = action.preview(bench.context());
        assertThat(bench.carryOut(action).values().get("certificateArn")).startsWith("arn:aws:acm:eu-central-1:");
        assertThat(operations()).containsExactly("RequestCertificate", "ChangeResourceRecordSets");
        assertThat(validationRecords()).hasSize(2);
        assertThat(action.preview(bench.context()).calls()).isEmpty();
        bench.carryOut(((Undo.Inverse) action.undo(before.facts())).action());
    }

    @Test
    void a_certificate_whose_answer_was_lost_is_not_requested_twice() throws Exception {
        var action = certificate();
        bench.estate
                .faults()
                .add(InjectedFault.times(1, "acm", "RequestCertificate", FRANKFURT, InjectedFault.Effect.LOST_REPLY));
        var preview = action.preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(action, preview)).isInstanceOf(SdkException.class);
        bench.carryOut(action);
        assertThat(operations()).containsExactly("RequestCertificate", "ChangeResourceRecordSets");
    }

    @Test
    void a_zone_that_does_not_hold_the_names_is_refused() throws Exception {
        Route53State.of(bench.estate).zone("ZOTHER", "example.org.");
        var action = bench.make(Bench.use(
                "acm.request-certificate",
                FRANKFURT,
                Map.of("domain", "ehr.medzenhealth.app", "alternatives", List.of(), "zone", "ZOTHER")));
        assertThat(Bench.open(action.preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("does not hold [ehr.medzenhealth.app]");
    }
}
