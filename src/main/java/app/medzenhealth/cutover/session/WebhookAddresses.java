package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.Redactor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where webhooks are, for as long as the console runs. Whoever knows an address may post to it, so it is kept like a password: in memory
 * only, and whoever writes is told of it before it is used. For many threads.
 */
public final class WebhookAddresses {
    private static final String VARIABLE = "CUTOVER_WEBHOOK_";
    /** Of all webhooks of a rehearsal. */
    public static final String REHEARSED_HOST = "webhooks.rehearsal.invalid";

    private final Redactor redactor;
    private final Map<String, String> environment;
    private final boolean rehearsed;
    private final Map<String, URI> given = new ConcurrentHashMap<>();

    private WebhookAddresses(Redactor redactor, Map<String, String> environment, boolean rehearsed) {
        this.redactor = redactor;
        this.environment = environment;
        this.rehearsed = rehearsed;
    }

    /** Each from the environment, as {@link #variable} names it, until somebody gives another. */
    public static WebhookAddresses of(Redactor redactor, Map<String, String> environment) {
        return new WebhookAddresses(redactor, Map.copyOf(environment), false);
    }

    /** In the estate of a rehearsal, which nothing leaves (RFC 2606: no name under {@code invalid} exists). */
    public static WebhookAddresses rehearsed(Redactor redactor) {
        return new WebhookAddresses(redactor, Map.of(), true);
    }

    /** For example {@code CUTOVER_WEBHOOK_TEAM_CHANNEL}. */
    public static String variable(String webhook) {
        return VARIABLE + webhook.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Takes an address from now on.
     *
     * @throws Refusal if it is none, without repeating it
     */
    public void use(String webhook, String address) {
        if (rehearsed) {
            throw new Refusal("A rehearsal posts to its own estate only", "give the address in a live session");
        }
        given.put(webhook, understood(address));
    }

    /** The machine that a webhook is on; empty where its address is not known. */
    public Optional<String> host(String webhook) {
        return address(webhook).map(URI::getHost);
    }

    /** @throws Refusal if the environment names none */
    Optional<URI> address(String webhook) {
        if (rehearsed) {
            return Optional.of(URI.create("https://" + REHEARSED_HOST + "/" + webhook));
        }
        return Optional.ofNullable(given.get(webhook))
                .or(() -> Optional.ofNullable(environment.get(variable(webhook)))
                        .filter(a -> !a.isBlank())
                        .map(this::understood));
    }

    private URI understood(String text) {
        var address = text.strip();
        redactor.protect(address);
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            // Its message holds the address, and so it is no cause either.
            throw none();
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || !travelsSealed(uri)) {
            throw none();
        }
        redactor.protect(Optional.ofNullable(uri.getRawPath()).orElse("")
                + Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse(""));
        return uri;
    }

    private static Refusal none() {
        return new Refusal("What was given is no address of a webhook", "copy it again: it begins with https://");
    }

    /** To this machine itself it may be open. */
    private static boolean travelsSealed(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                        && InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    /** Without the addresses. */
    @Override
    public String toString() {
        return "WebhookAddresses" + given.keySet();
    }
}
