package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;

/** The security policies that a listener can have (User Guide for Application Load Balancers, "Security policies"). */
final class SslPolicies {
    private static final Pattern KNOWN = Pattern.compile("ELBSecurityPolicy-("
            + "TLS13-1-[0-3](-Res|-Ext[0-2])?(-FIPS)?(-PQ)?-(2021-06|2023-04|2025-09)"
            + "|TLS-1-0-2015-04|TLS-1-1-2017-01|TLS-1-2-2017-01|TLS-1-2-Ext-2018-06"
            + "|FS-2018-06|FS-1-1-2019-08|FS-1-2-2019-08|FS-1-2-Res-2019-08|FS-1-2-Res-2020-10"
            + "|2015-05|2016-08)");

    private SslPolicies() {}

    /** @param policy null: the default is taken */
    static void require(@Nullable String policy) {
        if (policy != null && !KNOWN.matcher(policy).matches()) {
            throw AwsFault.of(
                    SslPolicyNotFoundException.builder(),
                    "SSLPolicyNotFound",
                    400,
                    "SSL policy '" + policy + "' not found");
        }
    }
}
