package app.medzenhealth.cutover.network;

import java.net.ConnectException;

/** The proxy does not answer, or cannot reach whom it is asked for: that may pass. Nothing was sent to whom it was meant for. */
public final class ProxyUnreachable extends ConnectException {
    private static final long serialVersionUID = 1L;
    private final String happened;

    /** @param address of the proxy */
    ProxyUnreachable(String address, String happened, Throwable cause) {
        this(address, happened);
        initCause(cause);
    }

    ProxyUnreachable(String address, String happened) {
        // Begins as Apache's own does, which is how attempts that never left this machine are told from others.
        super("Connect to " + address + " failed: " + happened);
        this.happened = happened;
    }

    /** One sentence without a full stop, for example {@code The proxy at … (HTTPS_PROXY) does not answer}. */
    public String happened() {
        return happened;
    }
}
