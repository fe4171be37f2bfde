package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.aws.Callers;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.session.Identity;
import java.util.Optional;

/** Asks STS who we are, every time. */
record CallerIdentity(Clients clients, String region) implements Identity.Reader {

    @Override
    public Identity read() {
        return switch (Callers.ask(clients, region)) {
            case Callers.Known k -> new Identity.Known(k.account(), k.arn(), Optional.empty());
            case Callers.Unknown u -> new Identity.Unknown(u.reason());
        };
    }
}
