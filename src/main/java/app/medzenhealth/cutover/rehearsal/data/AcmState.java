package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ACM in one region. A certificate is issued some time after all its validation records can be seen. */
public final class AcmState {

    private static final Duration RECORDS_KNOWN = Duration.ofSeconds(5);
    private static final Duration ISSUING = Duration.ofSeconds(75);
    private static final Duration GIVEN_UP = Duration.ofHours(72);

    private final Estate estate;
    private final String region;
    final Map<String, Certificate> certificates = new LinkedHashMap<>();
    private Names names = (name, value) -> false;
    private Use use = arn -> List.of();

    /** What public name servers say. */
    @FunctionalInterface
    public interface Names {
        /** Whether there is a CNAME record of this name and value; neither ends in a dot. */
        boolean cname(String name, String value);
    }

    /** Which listeners present a certificate. */
    @FunctionalInterface
    public interface Use {
        /** @return ARNs of load balancers */
        List<String> of(String certificate);
    }

    /** A certificate as a server presents it. */
    public record Issued(String subject, List<String> names, Instant notAfter) {}

    static final class Certificate {
        final String arn;
        final String domain;
        final List<String> names;
        final Instant requested;
        final @Nullable String token;
        /** Since when all its records have been there. */
        @Nullable
        Instant proven;

        Certificate(String arn, String domain, List<String> names, Instant requested, @Nullable String token) {
            this.arn = arn;
            this.domain = domain;
            this.names = names;
            this.requested = requested;
            this.token = token;
        }

        Optional<Instant> issuedAt() {
            return Optional.ofNullable(proven).map(since -> since.plus(ISSUING));
        }

        String status(Instant now) {
            if (issuedAt().filter(at -> !now.isBefore(at)).isPresent()) {
                return "ISSUED";
            }
            return now.isAfter(requested.plus(GIVEN_UP)) ? "VALIDATION_TIMED_OUT" : "PENDING_VALIDATION";
        }

        boolean recordsKnown(Instant now) {
            return !now.isBefore(requested.plus(RECORDS_KNOWN));
        }

        /** Without the last dot; the same for a name in every region and request of an account. */
        String recordName(String name) {
            return "_" + hash(name) + "." + name.replaceFirst("^\\*\\.", "");
        }

        String recordValue(String name) {
            return "_" + hash(name + "/value") + ".jkddzztszm.acm-validations.aws";
        }

        private static String hash(String text) {
            return "%08x%08x%08x%08x"
                    .formatted(
                            text.hashCode(),
                            (text + "1").hashCode() * 31,
                            (text + "2").hashCode() * 37,
                            (text + "3").hashCode() * 41);
        }
    }

    private AcmState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        estate.agenda().observe(this::look);
    }

    public static AcmState of(Estate estate, String region) {
        return estate.state(AcmState.class, region, () -> new AcmState(estate, region));
    }

    public void names(Names value) {
        names = value;
    }

    public void use(Use value) {
        use = value;
    }

    /** An issued certificate; its ARN is the answer. */
    public String seed(String domain, List<String> alternatives, Duration age) {
        var made = request(domain, alternatives, estate.now().minus(age), null);
        made.proven = made.requested;
        return made.arn;
    }

    /** What a server with this certificate presents; empty unless it is issued. */
    public Optional<Issued> issued(String arn) {
        return Optional.ofNullable(certificates.get(arn))
                .filter(c -> c.status(estate.now()).equals("ISSUED"))
                .map(c -> new Issued(c.domain, c.names, notAfter(c)));
    }

    /** 13 months. */
    static Instant notAfter(Certificate certificate) {
        return certificate.issuedAt().orElse(certificate.requested).plus(Duration.ofDays(395));
    }

    Certificate request(String domain, List<String> alternatives, Instant at, @Nullable String token) {
        var all = new ArrayList<String>(List.of(domain));
        alternatives.stream().filter(name -> !all.contains(name)).forEach(all::add);
        var hex = estate.id("certificate-").substring("certificate-0".length());
        var arn = estate.arn(
                "acm",
                region,
                "certificate/%s-%s-4%s-8%s-%s0000"
                        .formatted(
                                hex.substring(0, 8),
                                hex.substring(8, 12),
                                hex.substring(12, 15),
                                hex.substring(13, 16),
                                hex.substring(0, 8)));
        var made = new Certificate(arn, domain, List.copyOf(all), at, token);
        certificates.put(arn, made);
        return made;
    }

    List<String> usedBy(String arn) {
        return use.of(arn);
    }

    private void look(Instant now) {
        for (var certificate : certificates.values()) {
            if (certificate.proven == null
                    && certificate.recordsKnown(now)
                    && certificate.names.stream()
                            .allMatch(
                                    name -> names.cname(certificate.recordName(name), certificate.recordValue(name)))) {
                certificate.proven = now;
            }
        }
    }
}
