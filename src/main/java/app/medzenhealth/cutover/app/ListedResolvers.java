package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.monitor.ResolverAddresses;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.ResolverControl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resolvers that somebody has listed, in a file of the state folder that is replaced as a whole. None by default. */
final class ListedResolvers implements ResolverControl {
    private static final Logger LOG = LoggerFactory.getLogger(ListedResolvers.class);
    private static final String NAME = "resolvers.txt";
    private static final int LARGEST = 4_096;

    private final StateDirectory directory;
    private volatile List<InetSocketAddress> listed = List.of();
    private volatile String text = "";

    ListedResolvers(StateDirectory directory) {
        this.directory = directory;
        try {
            take(read());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The resolvers kept in {} cannot be used: {}", file(), e.getMessage());
        }
    }

    private Path file() {
        return directory.path().resolve(NAME);
    }

    private String read() throws IOException {
        return Files.exists(file(), LinkOption.NOFOLLOW_LINKS)
                ? new String(directory.read(file(), LARGEST), StandardCharsets.UTF_8).strip()
                : "";
    }

    private void take(String wanted) {
        listed = ResolverAddresses.of(wanted);
        text = wanted;
    }

    List<InetSocketAddress> addresses() {
        return listed;
    }

    @Override
    public String current() {
        return text;
    }

    @Override
    public Optional<String> problem(String resolvers) {
        try {
            ResolverAddresses.of(resolvers);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + ": write addresses, as 192.0.2.53, 198.51.100.1:5353.");
        }
    }

    @Override
    public synchronized void use(String resolvers) {
        problem(resolvers).ifPresent(p -> {
            throw new Refusal(p, "correct it; the list in use stays as it was");
        });
        take(resolvers.strip());
        try {
            directory.replace(file(), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The resolvers cannot be kept in {}: {}", file(), e.getMessage());
        }
    }
}
