package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import java.nio.file.Path;

/**
 * What an action may use. Rehearsal and live differ only in what is in here.
 *
 * @param session the id of the migration's run: what the console creates is tagged with it
 * @param step the id of the step it runs in
 * @param clients guarded clients
 * @param files the session's folder for what actions make: packages, rollback pack, runbook; 0700
 * @param kept what the trail says of the files in it by which actions decide
 * @param workingCopy the project's working copy that configuration audits and packages are made from
 * @param tokens idempotency tokens, persisted before they are used
 */
public record ActionContext(
        Plan plan,
        String session,
        String step,
        Clients clients,
        Timekeeper time,
        HttpProber http,
        DnsProber dns,
        SqlProber sql,
        CommandRunner commands,
        InventoryScanner inventory,
        Path files,
        KeptFiles kept,
        Path workingCopy,
        Tokens tokens,
        Attestations attestations) {}
