package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says it holds.
 *
 * @param version of the specification
 * @param product who wrote it, with its version
 * @param files lower-case hex SHA-256 of every other file, by name
 * @param worlds as {@link Worlds#listed()}; empty in version 1, which does not name them
 */
record BundleManifest(
        int version,
        String product,
        Map<String, String> files,
        Optional<List<Map<String, Object>>> worlds,
        Optional<Partial> partial) {

    /** @param of how many records the trail had */
    record Partial(String selection, long records, long of) {}

    byte[] bytes() {
        var manifest = new TreeMap<String, Object>();
        manifest.put("spec", BundleFiles.spec(version));
        worlds.ifPresent(named -> manifest.put("worlds", named));
        manifest.put("product", product);
        manifest.put("files", files);
        partial.ifPresent(
                p -> manifest.put("partial", Map.of("selection", p.selection(), "records", p.records(), "of", p.of())));
        return Jcs.bytes(manifest);
    }

    static BundleManifest parse(byte[] bytes) throws TrailFault {
        Map<String, Object> manifest;
        try {
            manifest = JcsReader.object(bytes);
        } catch (NotCanonical e) {
            throw TrailFault.tampered(0, "manifest.json is not as it was written: " + e.getMessage());
        }
        var version = BundleFiles.version(manifest.get("spec"));
        if (version == 0) {
            throw TrailFault.unknown("the bundle is of a version that is not known here: " + manifest.get("spec"));
        }
        if (!(manifest.get("product") instanceof String product)
                || !(manifest.get("files") instanceof Map<?, ?> listed)) {
            throw TrailFault.tampered(0, "manifest.json does not name product and files");
        }
        var members = new TreeSet<>(Set.of("files", "product", "spec"));
        if (version >= BundleFiles.VERSION_WITH_WORLDS) {
            members.add("worlds");
        }
        if (manifest.containsKey("partial")) {
            members.add("partial");
        }
        if (!manifest.keySet().equals(members)) {
            throw TrailFault.tampered(0, "manifest.json has other members than " + String.join(", ", members));
        }
        var files = new LinkedHashMap<String, String>();
        listed.forEach((name, hash) -> files.put(String.valueOf(name), String.valueOf(hash)));
        return new BundleManifest(
                version,
                product,
                files,
                version >= BundleFiles.VERSION_WITH_WORLDS
                        ? Optional.of(worlds(manifest.get("worlds")))
                        : Optional.empty(),
                manifest.containsKey("partial") ? Optional.of(partial(manifest.get("partial"))) : Optional.empty());
    }

    private static List<Map<String, Object>> worlds(@Nullable Object value) throws TrailFault {
        if (!(value instanceof List<?> list)) {
            throw TrailFault.tampered(0, "manifest.json does not say what its sessions acted on");
        }
        var worlds = new ArrayList<Map<String, Object>>();
        for (var world : list) {
            if (!(world instanceof Map<?, ?> members)) {
                throw TrailFault.tampered(0, "manifest.json does not say what its sessions acted on");
            }
            var named = new TreeMap<String, Object>();
            members.forEach((name, said) -> named.put(String.valueOf(name), said));
            worlds.add(named);
        }
        return worlds;
    }

    private static Partial partial(@Nullable Object value) throws TrailFault {
        if (value instanceof Map<?, ?> map
                && map.size() == 3
                && map.get("selection") instanceof String selection
                && map.get("records") instanceof Long records
                && map.get("of") instanceof Long of) {
            return new Partial(selection, records, of);
        }
        throw TrailFault.tampered(0, "manifest.json does not say what the partial export holds");
    }

    /** @param found SHA-256 of every file that is there, the manifest among them */
    void check(Map<String, String> found) throws TrailFault {
        for (var file : found.entrySet()) {
            var name = file.getKey();
            if (BundleFiles.named(name) && !file.getValue().equals(files.get(name))) {
                throw TrailFault.tampered(0, "the file " + name + " is not the one that the manifest names");
            }
        }
        if (files.size() != found.keySet().stream().filter(BundleFiles::named).count()) {
            throw TrailFault.tampered(0, "the manifest names files that are not there");
        }
    }

    /** From this version on every file is under the signature. */
    boolean sealed() {
        return version >= BundleFiles.VERSION_SEALED;
    }

    boolean names(String file) {
        return files.containsKey(file);
    }

    /** Whether the report is there as a page for a browser, too. */
    boolean hasPage() {
        return version >= BundleFiles.VERSION;
    }

    /** @param found in the records */
    void checkWorlds(Worlds found) throws TrailFault {
        if (worlds.isPresent() && !worlds.get().equals(found.listed())) {
            throw TrailFault.tampered(
                    0,
                    "the manifest names another world than the records do: they say "
                            + (found.words().isEmpty() ? "nothing" : String.join("; ", found.words())));
        }
    }

    /**
     * A console that seals its bundles says so in its records: without their seal its bundles are not those that it wrote.
     *
     * @param found in the records
     */
    void checkVersion(Worlds found) throws TrailFault {
        if (found.bundleVersion() > version) {
            throw TrailFault.tampered(
                    0,
                    "the records are of a console that writes bundles of version " + found.bundleVersion()
                            + ", and this is version " + version + ": what that version asks for was taken away");
        }
    }

    void checkCounts(long records, long of) throws TrailFault {
        if (partial.isPresent()
                && (partial.get().records() != records || partial.get().of() != of)) {
            throw TrailFault.tampered(0, "the manifest names another number of records");
        }
        if (partial.isEmpty() && records != of) {
            throw TrailFault.tampered(0, "records are missing, and the manifest does not say so");
        }
    }
}
