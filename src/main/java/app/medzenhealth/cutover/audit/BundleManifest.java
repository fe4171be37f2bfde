package app.medzenhealth.cutover.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says it holds.
 *
 * @param product who wrote it, with its version
 * @param files lower-case hex SHA-256 of every other file, by name
 */
record BundleManifest(String product, Map<String, String> files, Optional<Partial> partial) {

    /** @param of how many records the trail had */
    record Partial(String selection, long records, long of) {}

    byte[] bytes() {
        Map<String, Object> manifest = new TreeMap<>();
        manifest.put("spec", BundleFiles.SPEC_ID);
        manifest.put("product", product);
        manifest.put("files", files);
        partial.ifPresent(
                p -> manifest.put("partial", Map.of("selection", p.selection(), "records", p.records(), "of", p.of())));
        return Jcs.bytes(manifest);
    }

    static BundleManifest parse(byte[] bytes) throws Fault {
        Map<String, Object> manifest;
        try {
            manifest = JcsReader.object(bytes);
        } catch (NotCanonical e) {
            throw Fault.tampered(0, "manifest.json is not as it was written: " + e.getMessage());
        }
        if (!BundleFiles.SPEC_ID.equals(manifest.get("spec"))) {
            throw Fault.unknown("the bundle is of a version that is not known here: " + manifest.get("spec"));
        }
        if (!(manifest.get("product") instanceof String product)
                || !(manifest.get("files") instanceof Map<?, ?> listed)) {
            throw Fault.unknown("manifest.json does not name product and files");
        }
        Map<String, String> files = new LinkedHashMap<>();
        listed.forEach((name, hash) -> files.put(String.valueOf(name), String.valueOf(hash)));
        return new BundleManifest(product, files, partial(manifest.get("partial")));
    }

    private static Optional<Partial> partial(@Nullable Object value) throws Fault {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map
                && map.get("selection") instanceof String selection
                && map.get("records") instanceof Long records
                && map.get("of") instanceof Long of) {
            return Optional.of(new Partial(selection, records, of));
        }
        throw Fault.unknown("manifest.json does not say what the partial export holds");
    }

    /** @param found SHA-256 of every file that is there, the manifest among them */
    void check(Map<String, String> found) throws Fault {
        for (Map.Entry<String, String> file : found.entrySet()) {
            String name = file.getKey();
            if (!name.equals(BundleFiles.MANIFEST) && !file.getValue().equals(files.get(name))) {
                throw Fault.tampered(0, "the file " + name + " is not the one that the manifest names");
            }
        }
        if (files.size() != found.size() - 1) {
            throw Fault.tampered(0, "the manifest names files that are not there");
        }
    }

    void checkCounts(long records, long of) throws Fault {
        if (partial.isPresent()
                && (partial.get().records() != records || partial.get().of() != of)) {
            throw Fault.tampered(0, "the manifest names another number of records");
        }
        if (partial.isEmpty() && records != of) {
            throw Fault.tampered(0, "records are missing, and the manifest does not say so");
        }
    }
}
