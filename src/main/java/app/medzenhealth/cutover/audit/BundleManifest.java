package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says it holds.
 *
 * @param product who wrote it, with its version
 * @param files lower-case hex SHA-256 of every other file, by name
 * @param worlds as {@link Worlds#listed()}; empty in version 1, which does not name them
 */
record BundleManifest(
        String product,
        Map<String, String> files,
        Optional<List<Map<String, Object>>> worlds,
        Optional<Partial> partial) {

    /** @param of how many records the trail had */
    record Partial(String selection, long records, long of) {}

    byte[] bytes() {
        var manifest = new TreeMap<String, Object>();
        manifest.put("spec", worlds.isPresent() ? BundleFiles.SPEC_ID : BundleFiles.SPEC_ID_1);
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
        var names = BundleFiles.SPEC_ID.equals(manifest.get("spec"));
        if (!names && !BundleFiles.SPEC_ID_1.equals(manifest.get("spec"))) {
            throw TrailFault.unknown("the bundle is of a version that is not known here: " + manifest.get("spec"));
        }
        if (!(manifest.get("product") instanceof String product)
                || !(manifest.get("files") instanceof Map<?, ?> listed)) {
            throw TrailFault.unknown("manifest.json does not name product and files");
        }
        var files = new LinkedHashMap<String, String>();
        listed.forEach((name, hash) -> files.put(String.valueOf(name), String.valueOf(hash)));
        return new BundleManifest(
                product,
                files,
                names ? Optional.of(worlds(manifest.get("worlds"))) : Optional.empty(),
                partial(manifest.get("partial")));
    }

    private static List<Map<String, Object>> worlds(@Nullable Object value) throws TrailFault {
        if (!(value instanceof List<?> list)) {
            throw TrailFault.unknown("manifest.json does not say what its sessions acted on");
        }
        var worlds = new ArrayList<Map<String, Object>>();
        for (var world : list) {
            if (!(world instanceof Map<?, ?> members)) {
                throw TrailFault.unknown("manifest.json does not say what its sessions acted on");
            }
            var named = new TreeMap<String, Object>();
            members.forEach((name, said) -> named.put(String.valueOf(name), said));
            worlds.add(named);
        }
        return worlds;
    }

    private static Optional<Partial> partial(@Nullable Object value) throws TrailFault {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map
                && map.get("selection") instanceof String selection
                && map.get("records") instanceof Long records
                && map.get("of") instanceof Long of) {
            return Optional.of(new Partial(selection, records, of));
        }
        throw TrailFault.unknown("manifest.json does not say what the partial export holds");
    }

    /** @param found SHA-256 of every file that is there, the manifest among them */
    void check(Map<String, String> found) throws TrailFault {
        for (var file : found.entrySet()) {
            var name = file.getKey();
            if (!name.equals(BundleFiles.MANIFEST) && !file.getValue().equals(files.get(name))) {
                throw TrailFault.tampered(0, "the file " + name + " is not the one that the manifest names");
            }
        }
        if (files.size() != found.size() - 1) {
            throw TrailFault.tampered(0, "the manifest names files that are not there");
        }
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
