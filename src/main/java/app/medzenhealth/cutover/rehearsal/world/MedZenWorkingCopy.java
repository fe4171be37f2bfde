package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/** The project's files that the written plan and its appendix name, with the endpoints that are written into them. */
final class MedZenWorkingCopy implements EmbeddedWorld.WorkingCopy {

    @Override
    public void writeTo(Path folder) throws IOException {
        for (var line : text("files.txt")) {
            var parts = line.split(" ", 2);
            var file = folder.resolve(parts[1]);
            SessionFile.makeFolder(Objects.requireNonNull(file.getParent()));
            try (var in = open(parts[0])) {
                Files.write(file, in.readAllBytes(), StandardOpenOption.CREATE_NEW);
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(parts[1].endsWith(".sh") ? "rwx------" : "rw-------"));
            }
        }
    }

    private static List<String> text(String name) throws IOException {
        try (var in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static InputStream open(String name) throws IOException {
        var in = MedZenWorkingCopy.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("The product's own file " + name + " is missing");
        }
        return in;
    }
}
