package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.plan.Trait;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Creates an HTTPS health check of a regional name, on a path that answers without a password. */
public final class CreateHealthCheck extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writesGlobally("route53.create-health-check", "Create a health check")
            .requires(TEXT, "name", "host", "path")
            .requires(NUMBER, "port", "interval", "threshold")
            .accepts(FLAG, "held")
            .outputs("healthCheckId")
            .is(Trait.ABOUT_NAMES, Trait.MAKES_HEALTH_CHECK)
            .sends("route53", "ChangeTagsForResource", "CreateHealthCheck", "DeleteHealthCheck")
            .undoneBy("the health check is deleted")
            .script(DnsRecipes::healthCheck, DnsRecipes::healthCheckId)
            .createdBy(CreateHealthCheck::new);

    private static final String UNKNOWN_ID = "the-new-health-check";

    private final String name;
    private final String host;
    private final String path;
    private final int port;
    private final int interval;
    private final int threshold;
    /** Red whatever the path answers, until a person releases it: for a side that is alive but must not get users by itself. */
    private final boolean held;

    CreateHealthCheck(Inputs in) {
        this.name = in.text("name");
        this.host = in.text("host");
        this.path = in.text("path");
        this.port = in.number("port");
        this.interval = in.number("interval");
        this.threshold = in.number("threshold");
        this.held = in.flag("held");
    }

    @Override
    protected String summary() {
        return held
                ? "Makes a health check of https://" + host + ":" + port + path
                        + " that stays red until a person releases it."
                : "Lets Route 53 check https://" + host + ":" + port + path + " every " + interval + " s.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var found = find(context);
        notes.fact(name, "healthCheckId", found.map(HealthCheck::id).orElse(Fact.ABSENT));
        if (found.isEmpty()) {
            notes.change("", name, "health check", Fact.ABSENT, "https://" + host + ":" + port + path);
            notes.stage(Stage.send("Creating the health check", create(context)));
            notes.stage(Stage.later(
                    "Naming it",
                    Call.produced(
                            Route53Client.class,
                            RecordSets.GLOBAL,
                            naming(UNKNOWN_ID),
                            "CreateHealthCheck",
                            Route53Client::changeTagsForResource),
                    c -> Call.produced(
                            Route53Client.class,
                            RecordSets.GLOBAL,
                            naming(found(c).id()),
                            "CreateHealthCheck",
                            Route53Client::changeTagsForResource)));
        } else if (!named(context, found.get())) {
            notes.change("", name, "Name", Fact.ABSENT, name);
            notes.stage(Stage.send(
                    "Naming it",
                    Call.of(
                            Route53Client.class,
                            RecordSets.GLOBAL,
                            naming(found.get().id()),
                            Route53Client::changeTagsForResource)));
        }
        return notes.done();
    }

    Call<Route53Client, ?, ?> create(ActionContext context) {
        var request = CreateHealthCheckRequest.builder()
                .callerReference(token(context))
                .healthCheckConfig(c -> c.type(HealthCheckType.HTTPS)
                        .fullyQualifiedDomainName(host)
                        .resourcePath(path)
                        .port(port)
                        .requestInterval(interval)
                        .failureThreshold(threshold)
                        .enableSNI(true)
                        // A disabled check is healthy, and unhealthy where it is inverted too (Route 53 API Reference,
                        // HealthCheckConfig: Disabled, Inverted).
                        .disabled(held ? true : null)
                        .inverted(held ? true : null))
                .build();
        return Call.of(Route53Client.class, RecordSets.GLOBAL, request, Route53Client::createHealthCheck);
    }

    private String token(ActionContext context) {
        return context.tokens().token("health-check-" + name);
    }

    private ChangeTagsForResourceRequest naming(String id) {
        return ChangeTagsForResourceRequest.builder()
                .resourceType(TagResourceType.HEALTHCHECK)
                .resourceId(id)
                .addTags(Tag.builder().key("Name").value(name).build())
                .build();
    }

    /** By the reference this step created it with, or one that checks the same. */
    private Optional<HealthCheck> find(ActionContext context) {
        var token = token(context);
        var all = context
                .clients()
                .client(Route53Client.class, RecordSets.GLOBAL)
                .listHealthChecksPaginator(q -> {})
                .healthChecks()
                .stream()
                .toList();
        return all.stream()
                .filter(h -> token.equals(h.callerReference()))
                .findFirst()
                .or(() -> all.stream().filter(this::same).findFirst());
    }

    private HealthCheck found(ActionContext context) {
        return find(context)
                .orElseThrow(() -> new ActionFailure(
                        "The health check " + name + " is not found", "it was not created", "run the step again"));
    }

    private boolean same(HealthCheck check) {
        var config = check.healthCheckConfig();
        return config.type() == HealthCheckType.HTTPS
                && config.fullyQualifiedDomainName() != null
                && DnsName.same(host, config.fullyQualifiedDomainName())
                && path.equals(config.resourcePath())
                && Integer.valueOf(port).equals(config.port())
                && Integer.valueOf(interval).equals(config.requestInterval())
                && Integer.valueOf(threshold).equals(config.failureThreshold())
                && held == Boolean.TRUE.equals(config.disabled())
                && held == Boolean.TRUE.equals(config.inverted());
    }

    private boolean named(ActionContext context, HealthCheck check) {
        return context
                .clients()
                .client(Route53Client.class, RecordSets.GLOBAL)
                .listTagsForResource(
                        q -> q.resourceType(TagResourceType.HEALTHCHECK).resourceId(check.id()))
                .resourceTagSet()
                .tags()
                .stream()
                .anyMatch(t -> t.key().equals("Name") && t.value().equals(name));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var uri = "https://" + host + ":" + port + path;
        var title = "The path answers without a password";
        // Route 53 sends no password and does not check the certificate's name.
        var request = new Request("GET", URI.create(uri), Map.of(), "", Duration.ofSeconds(4), Optional.empty());
        return List.of(
                switch (context.http().probe(request)) {
                    case Answer.NoAnswer no -> Check.unknown(title, uri + ": " + no.reason());
                    case Answer.Answered a
                    when a.status() >= 200 && a.status() < 400 -> Check.pass(title, uri + " answers " + a.status());
                    case Answer.Answered a
                    when a.status() == 503 ->
                        Check.pass(title, uri + " answers 503: unhealthy until this side is made primary");
                    case Answer.Answered a ->
                        Check.fail(
                                title,
                                uri + " answers " + a.status(),
                                "choose a path that answers 2xx or 3xx without a password");
                });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Route 53 checks " + host;
        return List.of(Check.reading(
                title,
                () -> find(context)
                        .map(h -> Check.passIf(
                                () -> same(h) && named(context, h),
                                h.id() + " checks " + h.healthCheckConfig().fullyQualifiedDomainName()
                                        + h.healthCheckConfig().resourcePath()
                                        + (Boolean.TRUE.equals(h.healthCheckConfig()
                                                                .disabled())
                                                        && Boolean.TRUE.equals(h.healthCheckConfig()
                                                                .inverted())
                                                ? ", held red"
                                                : held ? ", not held: it says what it finds" : ""),
                                "run the step again"))
                        .orElseGet(() -> new Check.Fail("there is none", "run the step again"))));
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(Map.of("healthCheckId", found(context).id()));
    }

    @Override
    protected String goingBack() {
        return "The health check is deleted.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        if (before.stream().noneMatch(f -> f.value().equals(Fact.ABSENT))) {
            return new Undo.None("the health check was there before");
        }
        return new Undo.Inverse(new Removal(
                "",
                "health check " + name,
                context -> find(context)
                        .map(h -> Stage.send(
                                "Deleting the health check",
                                Call.of(
                                        Route53Client.class,
                                        RecordSets.GLOBAL,
                                        DeleteHealthCheckRequest.builder()
                                                .healthCheckId(h.id())
                                                .build(),
                                        Route53Client::deleteHealthCheck)))
                        .stream()
                        .toList()));
    }
}
