package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names, their health checks and what they lead to, as commands. */
final class DnsRecipes {
    private static final String GLOBAL = "us-east-1";

    private DnsRecipes() {}

    static Map<String, Given> healthCheckId(ActionContext context, Inputs with) {
        return Map.of("healthCheckId", new Given.Asked(found(context, with)));
    }

    private static String absolute(String name) {
        return DnsName.of(name).absolute();
    }

    private static Command records(Inputs with) {
        return Command.aws(
                GLOBAL,
                "route53",
                "list-resource-record-sets",
                "--hosted-zone-id",
                DnsChange.zone(with),
                "--start-record-name",
                absolute(with.text("name")),
                "--max-items",
                "50");
    }

    private static String named(Inputs with) {
        return "Name==" + Jmes.literal(absolute(with.text("name")));
    }

    /** What stands in the way goes in the same batch: a name is either an alias or an address, either plain or by failover. */
    static void change(ActionContext context, Inputs with, Script script) {
        var type = with.text("type");
        var set = wanted(with);
        var plain = !with.has("setIdentifier");
        var other = type.equals("CNAME") ? "(Type==`\"A\"` || Type==`\"AAAA\"`)" : "Type==`\"CNAME\"`";
        var conflict = "ResourceRecordSets[?" + named(with) + " && (" + other + " || (Type==" + Jmes.literal(type)
                + " && SetIdentifier" + (plain ? "!=" : "==") + "`null`))]";
        var label = (with.text("name") + "-" + type
                        + with.optional("setIdentifier").map(i -> "-" + i).orElse(""))
                .replaceAll("[^A-Za-z0-9._-]", "-");
        script.preserve(
                "dns-before-" + context.step() + "-" + label + ".json",
                records(with).with("--query", "ResourceRecordSets[?" + named(with) + "]", "--output", "json"));
        var batch = script.keep(
                label + ".json",
                records(with)
                        .with(
                                "--query",
                                "{Changes: [" + conflict + ".{Action: `\"DELETE\"`, ResourceRecordSet: @}, "
                                        + Jmes.literal(List.of(action(set))) + "][]}",
                                "--output",
                                "json"));
        script.show(Command.of("cat", batch));
        script.attest("The changes above are what step " + context.step()
                + " is for; a DELETE is only the way to a new type");
        send(script, with, batch);
        script.expect(
                with.text("name") + " in the zone",
                with.optional("value")
                        .orElse(with.optional("aliasName")
                                .map(DnsRecipes::absolute)
                                .orElse("")),
                records(with)
                        .asking("ResourceRecordSets[?" + named(with) + " && Type==" + Jmes.literal(type)
                                + (plain ? "" : " && SetIdentifier==" + Jmes.literal(with.text("setIdentifier")))
                                + "] | [0]."
                                + (with.has("value") ? "ResourceRecords[0].Value" : "AliasTarget.DNSName")));
    }

    private static Map<String, Object> action(Map<String, Object> set) {
        var action = new LinkedHashMap<String, Object>();
        action.put("Action", "UPSERT");
        action.put("ResourceRecordSet", set);
        return action;
    }

    private static Map<String, Object> wanted(Inputs with) {
        var set = new LinkedHashMap<String, Object>();
        set.put("Name", absolute(with.text("name")));
        set.put("Type", with.text("type"));
        with.optional("setIdentifier").ifPresent(i -> set.put("SetIdentifier", i));
        with.optional("failover").ifPresent(f -> set.put("Failover", f));
        with.optionalNumber("weight").ifPresent(w -> set.put("Weight", w));
        with.optional("healthCheck").ifPresent(h -> set.put("HealthCheckId", h));
        if (with.has("value")) {
            set.put("TTL", with.optionalNumber("ttl").orElse(60));
            set.put("ResourceRecords", List.of(Map.of("Value", with.text("value"))));
        } else {
            var alias = new LinkedHashMap<String, Object>();
            alias.put("HostedZoneId", with.text("aliasZone"));
            alias.put("DNSName", absolute(with.text("aliasName")));
            alias.put("EvaluateTargetHealth", with.optional("failover").isPresent());
            set.put("AliasTarget", alias);
        }
        return set;
    }

    static void send(Script script, Inputs with, String batch) {
        var change = script.made(
                "CHANGE",
                "number of the change",
                Command.aws(
                                GLOBAL,
                                "route53",
                                "change-resource-record-sets",
                                "--hosted-zone-id",
                                DnsChange.zone(with),
                                "--change-batch",
                                "file://" + batch)
                        .asking("ChangeInfo.Id"));
        script.until(
                "the change at all of Route 53's servers",
                List.of("INSYNC"),
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Command.aws(GLOBAL, "route53", "get-change", "--id", change).asking("ChangeInfo.Status"));
    }

    static void kept(ActionContext context, Inputs with, Script script) {
        script.expect(
                "time to live of " + with.text("name"),
                String.valueOf(with.number("ttl")),
                records(with)
                        .asking("ResourceRecordSets[?" + named(with) + " && Type==" + Jmes.literal(with.text("type"))
                                + "] | [0].TTL"));
    }

    static void ttl(ActionContext context, Inputs with, Script script) {
        var ttl = with.number("ttl");
        var meant = "ResourceRecordSets[?" + named(with) + " && Type==" + Jmes.literal(with.text("type")) + "]";
        var old = script.value(
                "OLD_TTL", "time to live of " + with.text("name"), records(with).asking(meant + " | [0].TTL"));
        script.unless(
                records(with)
                        .asking("ResourceRecordSets[?" + named(with) + " && Type==" + Jmes.literal(with.text("type"))
                                + " && TTL==`" + ttl + "`] | [0].Name"),
                "it is " + ttl + " s already",
                s -> {
                    var batch = s.keep(
                            "ttl.json",
                            records(with)
                                    .with(
                                            "--query",
                                            "{Changes: " + meant
                                                    + ".{Action: `\"UPSERT\"`, ResourceRecordSet: merge(@, `{\"TTL\": "
                                                    + ttl + "}`)}}",
                                            "--output",
                                            "json"));
                    send(s, with, batch);
                    if (with.flag("wait")) {
                        s.pauseFor(old, "resolvers keep the old answer as long as the old time to live said");
                    }
                });
    }

    private static Command found(ActionContext context, Inputs with) {
        return Command.aws(GLOBAL, "route53", "list-health-checks")
                .asking("HealthChecks[?CallerReference==" + Jmes.literal(token(context, with)) + "].Id | [0]");
    }

    private static String token(ActionContext context, Inputs with) {
        return context.tokens().token("health-check-" + with.text("name"));
    }

    static void healthCheck(ActionContext context, Inputs with, Script script) {
        script.unless(
                found(context, with),
                "the health check is there already",
                s -> s.run(Command.of(new CreateHealthCheck(with).create(context))));
        var id = script.value("CHECK", "health check " + with.text("name"), found(context, with));
        script.run(Command.aws(
                GLOBAL,
                "route53",
                "change-tags-for-resource",
                "--resource-type",
                "healthcheck",
                "--resource-id",
                id,
                "--add-tags",
                "Key=Name,Value=" + with.text("name")));
        script.show(Command.aws(GLOBAL, "route53", "get-health-check-status", "--health-check-id", id)
                .asking("HealthCheckObservations[].StatusReport.Status"));
    }

    static void check(ActionContext context, Inputs with, Script script) {
        var values = String.join(
                ",",
                with.someOf("values").stream()
                        .map(v -> v.replaceFirst("\\.$", ""))
                        .sorted()
                        .toList());
        var where = with.text("where");
        for (var at : where.equals("both") ? List.of("authoritative", "resolver") : List.of(where)) {
            script.until(
                    at + " answer for " + with.text("name"),
                    List.of(values),
                    List.of(),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    Command.of("dns_answers", at, with.text("name"), with.text("type")));
        }
    }

    static void http(ActionContext context, Inputs with, Script script) {
        var url = with.text("url");
        var good = List.of(with.text("status").split("\\s*,\\s*"));
        var body = Shell.variable("WORK") + "/answer";
        var curl = Command.of(
                "curl",
                "--silent",
                "--show-error",
                "--max-time",
                "20",
                "--output",
                body,
                "--write-out",
                "%{http_code}");
        var asked = with.optional("connectTo")
                .map(to -> curl.with("--connect-to", "::" + to + ":"))
                .orElse(curl)
                .with(url);
        script.until("status of " + url, good, List.of(), Duration.ofSeconds(10), Duration.ofMinutes(5), asked);
        with.optional("contains")
                .ifPresent(text ->
                        script.tool("the answer contains " + text, Command.of("grep", "-qF", "--", text, body)));
        var host = url.replaceFirst("^https?://", "").replaceFirst("[/?#:].*$", "");
        for (var name : with.list("names")) {
            if (!name.equals(host)) {
                // curl refuses a certificate that does not carry the name it asks for.
                script.tool(
                        "the certificate carries " + name,
                        curl.with(
                                "--connect-to",
                                "::" + with.optional("connectTo").orElse(host) + ":",
                                "https://" + name + "/"));
            }
        }
        with.optionalNumber("minDaysLeft")
                .ifPresent(days -> script.tool(
                        "the certificate is valid for " + days + " more days",
                        Command.of(
                                "certificate_valid",
                                with.optional("connectTo").orElse(host),
                                "443",
                                String.valueOf(days))));
    }
}
