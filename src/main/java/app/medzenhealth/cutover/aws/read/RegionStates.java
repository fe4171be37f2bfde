package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Which regions are enabled for the account: a disabled one refuses every call as if the credentials were wrong.
 *
 * @see <a href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html">Regions of an account</a>
 */
public sealed interface RegionStates {

    /** @param states by region id, as AWS spells them */
    record Known(Map<String, String> states) implements RegionStates {

        /** Empty: it can be used, or AWS said nothing about it. */
        public Optional<String> disabled(String region) {
            return Optional.ofNullable(states.get(region)).filter(DISABLED::contains);
        }

        /** Those that can hold something; empty where AWS was not asked. */
        public Stream<String> enabled() {
            return states.entrySet().stream()
                    .filter(e -> !DISABLED.contains(e.getValue()))
                    .map(Map.Entry::getKey);
        }
    }

    record Unknown(String reason) implements RegionStates {}

    /** As EC2 and as the account's own service spell it; an enabling region refuses calls as well. */
    List<String> DISABLED = List.of("not-opted-in", "DISABLED", "DISABLING", "ENABLING");

    /** Asks EC2 in one region after the other until one answers, then the account's service. Never throws for what AWS says. */
    static RegionStates ask(Clients clients, Collection<String> regions) {
        var reason = "";
        for (var region : regions) {
            try {
                var states = new HashMap<String, String>();
                clients.client(Ec2Client.class, region)
                        .describeRegions(b -> b.allRegions(true))
                        .regions()
                        .forEach(r -> states.put(r.regionName(), r.optInStatus()));
                return new Known(states);
            } catch (RuntimeException e) {
                reason = AwsErrors.explain(e).reason();
            }
        }
        try {
            var states = new HashMap<String, String>();
            clients.client(AccountClient.class, "us-east-1").listRegionsPaginator(b -> {}).stream()
                    .flatMap(page -> page.regions().stream())
                    .forEach(r -> states.put(r.regionName(), r.regionOptStatusAsString()));
            return new Known(states);
        } catch (RuntimeException e) {
            return new Unknown(reason + "; " + AwsErrors.explain(e).reason());
        }
    }
}
