package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.network.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to a tunnel's end on this side, whatever they are told to connect to. So the driver goes on to speak of the
 * database's own host, and its certificate must be that host's: a tunnel that leads elsewhere is found out.
 *
 * <p>Public, with a constructor for one text, because the driver makes it by its name.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">socketFactory and socketFactoryArg</a>
 */
public final class TunnelSockets extends SocketFactory {
    private final String host;
    private final int port;

    /** @param address {@code host:port} */
    public TunnelSockets(String address) {
        var colon = address.lastIndexOf(':');
        host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        port = Integer.parseInt(address.substring(colon + 1));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress wanted, int timeout) throws IOException {
                super.connect(Names.address(host, port), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String there, int at) throws IOException {
        throw refused();
    }

    @Override
    public Socket createSocket(String there, int at, InetAddress local, int localPort) throws IOException {
        throw refused();
    }

    @Override
    public Socket createSocket(InetAddress there, int at) throws IOException {
        throw refused();
    }

    @Override
    public Socket createSocket(InetAddress there, int at, InetAddress local, int localPort) throws IOException {
        throw refused();
    }

    /** These connect at once, and without a limit. */
    private static IOException refused() {
        return new IOException("a socket through a tunnel is connected later");
    }
}
