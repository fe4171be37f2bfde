package app.medzenhealth.cutover.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** A certificate authority that no trust store knows, as a proxy that inspects TLS has one, and servers under it. */
public final class OwnAuthority {
    private static final String PASSWORD = "loopback";

    private final Path store;

    public OwnAuthority(Path folder, String... names) throws IOException, InterruptedException {
        store = folder.resolve("authority.p12");
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Acme Inspection CA", "-ext", "bc:c");
        var all = Arrays.stream(names)
                .map(n -> "dns:" + n)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + names[0],
                "-signer",
                "ca",
                "-ext",
                "san=" + all);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        var made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    private KeyStore keys() throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** The authority's certificate in PEM, with text around it as such files have. */
    public Path pem() throws Exception {
        return Files.writeString(
                store.resolveSibling("ca.pem"),
                "# Acme Inspection CA\n"
                        + text("CERTIFICATE", keys().getCertificate("ca").getEncoded()));
    }

    private static String text(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    /** Certificate and key of a server of another program, in PEM; the key is its owner's alone. */
    public record ServerFiles(Path certificate, Path key) {}

    public ServerFiles serverFiles() throws Exception {
        var files = new ServerFiles(store.resolveSibling("server.pem"), store.resolveSibling("server.key"));
        Files.writeString(
                files.certificate(),
                text("CERTIFICATE", keys().getCertificate("server").getEncoded()));
        Files.writeString(
                files.key(),
                text(
                        "PRIVATE KEY",
                        keys().getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
        return files;
    }

    /** A door on loopback that speaks TLS under the names given. */
    public ServerSocket door() throws Exception {
        return tls().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** For a server that decides itself when TLS begins. */
    public SSLSocketFactory sockets() throws Exception {
        return tls().getSocketFactory();
    }

    private SSLContext tls() throws Exception {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys(), PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        // The server's key is the only one under a name of a host: the authority's is never chosen for it.
        tls.init(own.getKeyManagers(), null, null);
        return tls;
    }

    /** A server under the names given; started. */
    public HttpsServer serve(HttpHandler handler) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/", handler);
        server.start();
        return server;
    }
}
