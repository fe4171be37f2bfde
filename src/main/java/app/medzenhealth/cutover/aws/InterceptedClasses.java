package app.medzenhealth.cutover.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import software.amazon.awssdk.core.SdkClient;

/** Writes what {@link InterceptedClient} would make at run time, so that the archive of classes beside the jar can hold it. */
public final class InterceptedClasses {

    private InterceptedClasses() {}

    /**
     * @param folder the root of the packages
     * @param types interfaces of synchronous clients
     * @throws IOException if one cannot be written
     */
    public static void write(Path folder, Collection<Class<? extends SdkClient>> types) throws IOException {
        for (var type : types) {
            var file = folder.resolve(InterceptedClientClass.name(type).replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, InterceptedClientClass.of(type, InterceptedClient.declared(type)));
        }
    }
}
