package app.medzenhealth.cutover.app;

import java.util.Optional;

/** The product's name and version, from the jar. */
public final class Version {
    private Version() {}

    public static String text() {
        return "Cutover Console "
                + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("(from source)");
    }
}
