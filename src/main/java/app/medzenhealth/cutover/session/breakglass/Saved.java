package app.medzenhealth.cutover.session.breakglass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A pack on disk.
 *
 * @param digests SHA-256 in lower-case hex, by path inside the folder
 * @param blanked files from which something like a secret was taken out; a script among them stops before it does anything
 */
public record Saved(Path folder, Pack pack, Map<String, String> digests, List<String> blanked) {}
