package app.medzenhealth.cutover.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The product's name and version, from the jar. */
final class Version implements IVersionProvider {

    static String text() {
        return "Cutover Console "
                + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElse("(from source)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {text(), "Java " + Runtime.version()};
    }
}
