package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.concurrent.ChildEnvironment;
import app.medzenhealth.cutover.concurrent.ChildProcess;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Opens a page in the person's own browser. */
@FunctionalInterface
public interface Browser {

    void open(URI page);

    /** By the system's own program; where there is none, the page is only shown. */
    static Browser ofSystem() {
        return page -> Threads.start("opens a page", () -> {
            var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            var command = system.contains("mac")
                    ? List.of("open", page.toString())
                    : system.contains("win")
                            ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
                            : List.of("xdg-open", page.toString());
            try {
                ChildProcess.start(command, Optional.empty(), environment(), ChildProcess.Prints.NOTHING);
            } catch (IOException e) {
                var log = LoggerFactory.getLogger(Browser.class);
                log.warn("{} could not be started: the page has to be opened by hand", command.getFirst());
            }
        });
    }

    /** A browser that is not open yet needs the way out, and none of the console's keys. */
    private static Map<String, String> environment() {
        var environment = new TreeMap<>(ChildEnvironment.withDesktop(System.getenv()));
        environment.putAll(Network.here().variables());
        return environment;
    }
}
