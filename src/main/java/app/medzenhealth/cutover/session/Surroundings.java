package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.KeptFiles;
import app.medzenhealth.cutover.action.Tokens;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a session acts with. Rehearsal and live differ only in what is in here.
 *
 * @param clients guarded
 * @param files the session's folder for what actions make
 * @param planNow digest of the plan's text as it stands now where it was read from; empty where that cannot be read
 * @param webhooks where the plan's messages may be posted to
 * @param redactor told of every secret that this console got to know
 */
public record Surroundings(
        Clients clients,
        Timekeeper time,
        HttpProber http,
        DnsProber dns,
        SqlProber sql,
        CommandRunner commands,
        InventoryScanner inventory,
        Path files,
        Path workingCopy,
        Supplier<Optional<String>> planNow,
        Redactor redactor,
        WebhookAddresses webhooks) {

    /**
     * @param gated runs commands where the step may
     * @param kept what the trail says of the files
     * @param copy the working copy as it was chosen last
     */
    ActionContext context(
            CommandRunner gated,
            KeptFiles kept,
            Path copy,
            Plan plan,
            String session,
            String step,
            Tokens tokens,
            Attestations attestations) {
        return new ActionContext(
                plan,
                session,
                step,
                clients,
                time,
                http,
                dns,
                sql,
                gated,
                inventory,
                files,
                kept,
                copy,
                tokens,
                attestations);
    }
}
