package app.medzenhealth.cutover.monitor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one HTTP request and says what came back. Never follows redirects. */
public interface HttpProber {

    Answer probe(Request request) throws InterruptedException;

    /**
     * What lies at an address, byte by byte: for code and other files.
     *
     * @param most bytes; what is longer is not read
     */
    default Content content(Request request, int most) throws InterruptedException {
        return new Content.None("nothing here reads whole files");
    }

    /** What was found at an address. Only the answer 200 counts. */
    sealed interface Content {
        record Bytes(byte[] bytes) implements Content {}

        /** @param reason in plain words, without the address: one that is signed is as good as a password */
        record None(String reason) implements Content {}
    }

    /**
     * @param connectTo a host to connect to in place of the URI's, which is still used for SNI and the Host header
     */
    record Request(
            String method,
            URI uri,
            Map<String, String> headers,
            String body,
            Duration timeout,
            Optional<String> connectTo) {
        public static Request get(String uri) {
            return new Request("GET", URI.create(uri), Map.of(), "", Duration.ofSeconds(10), Optional.empty());
        }
    }

    /** What a probe ended as. */
    sealed interface Answer {
        /** @param address which machine answered; empty where a proxy stands before it */
        record Answered(
                int status, String body, Optional<Certificate> certificate, Duration took, Optional<String> address)
                implements Answer {

            /** From wherever. */
            public Answered(int status, String body, Optional<Certificate> certificate, Duration took) {
                this(status, body, certificate, took, Optional.empty());
            }
        }

        /** No answer: refused, timed out, TLS failed; {@code reason} in plain words. */
        record NoAnswer(String reason, Duration took) implements Answer {}
    }

    /** The server's certificate as presented. */
    record Certificate(String subject, List<String> names, Instant notAfter) {}
}
