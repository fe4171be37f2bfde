package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.InterceptedClasses;
import app.medzenhealth.cutover.aws.read.Warmth;
import java.io.IOException;
import java.nio.file.Path;

/** What makes the first reading of a process quick: the SDK's classes, met before they are needed. */
public final class ColdStart {
    private ColdStart() {}

    /** Begins, beside whatever else goes on, to meet them; the thread ends when it has. */
    public static Thread begin() {
        return Warmth.begin();
    }

    /** Writes there, for packaging, the classes of the guarded clients, which are made at run time otherwise. */
    public static void writeClients(Path folder) throws IOException {
        InterceptedClasses.write(folder, Warmth.clients());
    }
}
