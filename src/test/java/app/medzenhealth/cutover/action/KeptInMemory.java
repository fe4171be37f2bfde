package app.medzenhealth.cutover.action;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a trail would say of the files in a folder, whoever works in it: as a session's records outlive its console. */
public record KeptInMemory(Path folder) implements KeptFiles {
    private static final Map<Path, Map<String, Kept>> FOLDERS = new ConcurrentHashMap<>();

    private Map<String, Kept> files() {
        return FOLDERS.computeIfAbsent(folder.toAbsolutePath(), _ -> new ConcurrentHashMap<>());
    }

    @Override
    public Optional<Kept> of(String name) {
        return Optional.ofNullable(files().get(name));
    }

    @Override
    public void keep(String name, String sha256) {
        files().compute(name, (_, before) -> new Kept(sha256, before == null ? "" : before.sha256()));
    }
}
