package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * A quota that must be high enough in every region that stays, written as {@code rds/L-7B6409FD>=2}.
 *
 * @param code the quota's code, for example {@code L-7B6409FD}
 */
record Quota(String service, String code, double least) {
    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]+)/(L-[0-9A-F]+)\\s*>=\\s*([0-9.]+)");

    static Quota parse(String text) {
        var matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ActionFailure(
                    "A quota is written service/code>=number, not " + text, "nothing was read", "correct the plan");
        }
        return new Quota(matcher.group(1), matcher.group(2), Double.parseDouble(matcher.group(3)));
    }

    List<Check> checks(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var region : context.plan().regions()) {
            if (region.after() == Plan.Role.PRIMARY || region.after() == Plan.Role.SECONDARY) {
                checks.add(Check.reading(
                        "Quota " + service + " " + code + " in " + region.id() + " is at least " + shown(least),
                        () -> read(context, region.id())));
            }
        }
        return checks;
    }

    private Check.Outcome read(ActionContext context, String region) {
        var client = context.clients().client(ServiceQuotasClient.class, region);
        var quota = applied(client)
                .orElseGet(() -> client.getAWSDefaultServiceQuota(
                                r -> r.serviceCode(service).quotaCode(code))
                        .quota());
        var evidence = quota.quotaName() + " is " + shown(quota.value());
        return quota.value() >= least
                ? new Check.Pass(evidence)
                : new Check.Fail(evidence, "ask AWS to raise it; that takes days");
    }

    /** A quota that was never changed may only be known by its default. */
    private Optional<ServiceQuota> applied(ServiceQuotasClient client) {
        try {
            return Optional.of(
                    client.getServiceQuota(r -> r.serviceCode(service).quotaCode(code))
                            .quota());
        } catch (NoSuchResourceException e) {
            return Optional.empty();
        }
    }

    private static String shown(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
