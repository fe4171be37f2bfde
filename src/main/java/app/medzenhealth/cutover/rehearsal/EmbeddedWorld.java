package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An estate and everything around it that a session touches.
 *
 * @param clients not guarded yet
 * @param workingCopy writes the project's files that audits and packages are made from
 */
public record EmbeddedWorld(
        Estate estate,
        Clients clients,
        HttpProber http,
        DnsProber dns,
        SqlProber sql,
        CommandRunner commands,
        WorkingCopy workingCopy) {

    /** Writes a working copy into an empty folder. */
    public interface WorkingCopy {
        void writeTo(Path folder) throws IOException;
    }
}
