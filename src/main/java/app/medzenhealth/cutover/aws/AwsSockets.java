package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.network.Names;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.NotConnected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.apache.http.HttpHost;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.http.apache.internal.net.InputShutdownCheckingSslSocket;

/** Connections of Apache's client with TLS, through whatever proxy the machine has. */
final class AwsSockets implements ConnectionSocketFactory {
    private static final int HTTPS = 443;

    private final Network network;
    private final HostnameVerifier names = SSLConnectionSocketFactory.getDefaultHostnameVerifier();

    AwsSockets(Network network) {
        this.network = network;
    }

    /** Behind a proxy this machine may not be able to look names up, and need not: the proxy does. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return network.proxyFor("https", host, HTTPS).isPresent()
                    ? new InetAddress[] {InetAddress.getByAddress(host, new byte[4])}
                    : Names.addresses(host);
        } catch (NotConnected e) {
            throw once(e);
        }
    }

    /** As the SDK's own failure, and one that it does not try again. */
    private static NonRetryableException once(NotConnected e) {
        return NonRetryableException.create(e.happened(), e);
    }

    @Override
    public Socket createSocket(HttpContext context) {
        return new Socket();
    }

    @Override
    public Socket connectSocket(
            int timeout,
            Socket given,
            HttpHost host,
            InetSocketAddress remote,
            InetSocketAddress local,
            HttpContext context)
            throws IOException {
        var socket = given == null ? new Socket() : given;
        if (local != null) {
            socket.bind(local);
        }
        try {
            return secured(connected(socket, host, remote, timeout), host, timeout);
        } catch (NotConnected e) {
            socket.close();
            throw once(e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket connected(Socket socket, HttpHost host, InetSocketAddress remote, int timeout) throws IOException {
        var port = remote.getPort();
        if (network.proxyFor("https", host.getHostName(), port).isPresent()) {
            return network.connect(socket, "https", host.getHostName(), port, timeout);
        }
        try {
            socket.connect(remote, timeout);
        } catch (SocketTimeoutException e) {
            throw new ConnectTimeoutException(e, host, remote.getAddress());
        }
        return socket;
    }

    /** A handshake has the time that a connection has, where nobody gave it less. */
    private Socket secured(Socket socket, HttpHost host, int timeout) throws IOException {
        var port = host.getPort() > 0 ? host.getPort() : HTTPS;
        var secured = (SSLSocket) network.tls().createSocket(socket, host.getHostName(), port, true);
        var before = secured.getSoTimeout();
        if (before == 0) {
            secured.setSoTimeout(timeout);
        }
        secured.startHandshake();
        if (!names.verify(host.getHostName(), secured.getSession())) {
            throw new SSLPeerUnverifiedException("the certificate presented is not that of " + host.getHostName());
        }
        secured.setSoTimeout(before);
        // As the SDK's own factory does: a request is not written to a connection that the other side has closed.
        return new InputShutdownCheckingSslSocket(secured);
    }
}
