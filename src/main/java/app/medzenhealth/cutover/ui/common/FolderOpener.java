package app.medzenhealth.cutover.ui.common;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/** Shows a folder in the desktop's own file browser. */
public final class FolderOpener {
    private FolderOpener() {}

    /** Blocks. Fails with words for the person where the desktop has no such thing. */
    public static void open(Path folder) throws IOException {
        if (GraphicsEnvironment.isHeadless()
                || !Desktop.isDesktopSupported()
                || !Desktop.getDesktop().isSupported(Desktop.Action.OPEN)) {
            throw new IllegalStateException(
                    "This desktop cannot be asked to open " + folder + ". Copy the path instead.");
        }
        Desktop.getDesktop().open(folder.toFile());
    }
}
