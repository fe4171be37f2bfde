package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLines implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {Version.text(), "Java " + Runtime.version()};
    }
}
