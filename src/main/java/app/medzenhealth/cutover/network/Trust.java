package app.medzenhealth.cutover.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates count: those of Java's trust store ({@code javax.net.ssl.trustStore} is honoured), and those of a bundle beside
 * them.
 */
final class Trust {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\\s\\S]+?-----END (?:TRUSTED )?CERTIFICATE-----");

    private Trust() {}

    /**
     * A file of certificates in PEM, as {@code AWS_CA_BUNDLE} and {@code ca_bundle} name it.
     *
     * @param setting what names it
     */
    record Bundle(Path file, String setting) {}

    private record Named(String name, X509ExtendedTrustManager manager) {}

    /** @throws NotConnected if the bundle cannot be used */
    static X509ExtendedTrustManager managers(Optional<Bundle> bundle) {
        var all = new ArrayList<Named>();
        all.add(new Named("Java's trust store", manager(null)));
        bundle.ifPresent(b -> all.add(new Named(b.setting() + " " + b.file(), manager(store(b)))));
        return new Any(List.copyOf(all));
    }

    private static KeyStore store(Bundle bundle) {
        try {
            // Text around the certificates is a habit of such files, and not understood by Java's own reader.
            var text = Files.readString(bundle.file(), StandardCharsets.ISO_8859_1);
            var factory = CertificateFactory.getInstance("X.509");
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var pem : PEM.matcher(text).results().map(m -> m.group()).toList()) {
                var bytes = pem.replace("TRUSTED ", "").getBytes(StandardCharsets.ISO_8859_1);
                Collection<? extends Certificate> read = factory.generateCertificates(new ByteArrayInputStream(bytes));
                for (var certificate : read) {
                    store.setCertificateEntry("authority-" + number++, certificate);
                }
            }
            if (number == 0) {
                throw unusable(bundle, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
            }
            return store;
        } catch (IOException e) {
            throw unusable(bundle, Files.exists(bundle.file()) ? "cannot be read" : "does not exist");
        } catch (GeneralSecurityException e) {
            throw unusable(bundle, "holds a certificate that cannot be read");
        }
    }

    private static NotConnected unusable(Bundle bundle, String what) {
        return new NotConnected(
                bundle.setting() + " names " + bundle.file() + ", which " + what,
                "correct " + bundle.setting() + ", or take it away to trust Java's own authorities only");
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager x509) {
                    return x509;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new NotConnected(
                    "Java's trust store cannot be read: " + e.getMessage(), "see -Djavax.net.ssl.trustStore");
        }
        throw new IllegalStateException("every Java checks X.509 certificates");
    }

    /** What one of them takes counts. */
    private static final class Any extends X509ExtendedTrustManager {
        private final List<Named> all;

        Any(List<Named> all) {
            this.all = all;
        }

        private interface Check {
            void by(X509ExtendedTrustManager manager) throws CertificateException;
        }

        private void check(X509Certificate[] chain, Check check) throws CertificateException {
            CertificateException first = null;
            for (var one : all) {
                try {
                    check.by(one.manager());
                    return;
                } catch (CertificateException e) {
                    // A known issuer's certificate that is wrong otherwise says more than an unknown one.
                    first = first == null || unknownIssuer(first) && !unknownIssuer(e) ? e : first;
                }
            }
            if (first == null || !unknownIssuer(first)) {
                throw first == null ? new CertificateException("nobody is trusted") : first;
            }
            throw new UntrustedIssuer(
                    chain.length == 0
                            ? "nobody"
                            : chain[chain.length - 1].getIssuerX500Principal().getName(),
                    all.stream().map(Named::name).collect(Collectors.joining(", ")),
                    first);
        }

        private static boolean unknownIssuer(CertificateException e) {
            return e.getCause() instanceof CertPathBuilderException;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain, m -> m.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, m -> m.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain, m -> m.checkServerTrusted(chain, type));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this console is not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this console is not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this console is not a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return all.stream()
                    .flatMap(one -> Arrays.stream(one.manager().getAcceptedIssuers()))
                    .toArray(X509Certificate[]::new);
        }
    }
}
