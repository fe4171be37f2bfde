package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Callers;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.signin.Again;
import app.medzenhealth.cutover.session.Identity;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Asks STS who we are, every time.
 *
 * @param until when the credentials end
 * @param again what another sign-in gives then
 */
record CallerIdentity(
        Clients clients,
        String region,
        Supplier<Optional<Instant>> until,
        Supplier<Again> again,
        BooleanSupplier readOnly)
        implements Identity.Reader {

    CallerIdentity(Clients clients, String region) {
        this(clients, region, Optional::empty, Again.Unmeasured::new, () -> false);
    }

    @Override
    public Identity read() {
        return switch (Callers.ask(clients, region)) {
            case Callers.Known k -> new Identity.Known(k.account(), k.arn(), until.get(), again.get());
            case Callers.Unknown u -> new Identity.Unknown(u.reason());
            case Callers.Expired e -> new Identity.Expired(e.reason());
        };
    }

    @Override
    public Optional<Identity.Denial> denial() {
        return readOnly.getAsBoolean()
                ? Optional.of(new Identity.Denial(
                        "this session only reads", "allow changes under Credentials in the top bar, then review again"))
                : Optional.empty();
    }
}
