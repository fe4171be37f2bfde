package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Certificate;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks one address without a password and looks at status, body and certificate. */
public final class HttpCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("http.check", "Check an HTTP address")
            .requires(TEXT, "url", "status")
            .accepts(TEXT, "contains", "connectTo")
            .accepts(LIST, "names")
            .accepts(NUMBER, "minDaysLeft")
            .is(Trait.CHECKS_ADDRESS)
            .script(DnsRecipes::http)
            .createdBy(HttpCheck::new);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI uri;
    private final List<String> status;
    private final Optional<String> contains;
    private final Optional<String> connectTo;
    private final List<String> names;
    private final Optional<Integer> minDaysLeft;

    private HttpCheck(Inputs in) {
        try {
            this.uri = URI.create(in.text("url"));
        } catch (IllegalArgumentException e) {
            throw new ActionFailure(
                    "http.check: not an address: " + in.text("url"),
                    "nothing was asked",
                    "correct the plan, or fill in its parameters",
                    e);
        }
        this.status =
                Arrays.stream(in.text("status").split(",")).map(String::strip).toList();
        this.contains = in.optional("contains");
        this.connectTo = in.optional("connectTo");
        this.names = in.list("names");
        this.minDaysLeft = in.optionalNumber("minDaysLeft");
    }

    @Override
    protected String summary() {
        return "Asks " + uri + connectTo.map(c -> " at " + c).orElse("") + " and expects " + String.join(" or ", status)
                + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var title = uri + " answers " + String.join(" or ", status);
        var request = new Request("GET", uri, Map.of(), "", PATIENCE, connectTo);
        return switch (context.http().probe(request)) {
            case Answer.NoAnswer no ->
                new Finding(Check.fail(
                        title, "no answer: " + no.reason(), "look at the name, the load balancer and its certificate"));
            case Answer.Answered answered ->
                new Finding(checks(context, title, answered).toArray(Check[]::new));
        };
    }

    private List<Check> checks(ActionContext context, String title, Answer.Answered answered) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(
                title,
                Check.passIf(
                        () -> status.contains(Integer.toString(answered.status())),
                        "status " + answered.status(),
                        "look at the service behind it")));
        contains.ifPresent(text -> checks.add(new Check(
                "The answer contains " + text,
                Check.passIf(
                        () -> answered.body().contains(text),
                        answered.body().length() + " characters of answer",
                        "look at the service behind it"))));
        if (!names.isEmpty() || minDaysLeft.isPresent()) {
            checks.addAll(answered.certificate()
                    .map(c -> certificate(context, c))
                    .orElseGet(() -> List.of(Check.unknown("The certificate", "none was presented"))));
        }
        return checks;
    }

    private List<Check> certificate(ActionContext context, Certificate certificate) {
        var checks = new ArrayList<Check>();
        for (var name : names) {
            checks.add(new Check(
                    "The certificate carries " + name,
                    Check.passIf(
                            () -> certificate.names().stream().anyMatch(n -> covers(n, name)),
                            String.join(", ", certificate.names()),
                            "issue one for this name, in the load balancer's region")));
        }
        minDaysLeft.ifPresent(days -> {
            var left = Duration.between(context.time().instant(), certificate.notAfter())
                    .toDays();
            checks.add(new Check(
                    "The certificate is valid for " + days + " more days",
                    Check.passIf(() -> left >= days, "until " + Times.second(certificate.notAfter()), "renew it")));
        });
        return checks;
    }

    private static boolean covers(String pattern, String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        var given = pattern.toLowerCase(Locale.ROOT);
        return given.equals(wanted)
                || given.startsWith("*.")
                        && wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(given.substring(1));
    }
}
