package app.medzenhealth.cutover.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What operations answer besides the errors that their models list: AWS's documents say so once for a whole service, or for all. */
record CommonErrors(List<Listed> lists) {

    /**
     * One list of codes.
     *
     * @param only the services that it is of; empty for all
     * @param except services that it is not of
     */
    record Listed(Set<String> only, Set<String> except, Set<String> codes) {
        boolean of(String service) {
            return (only.isEmpty() || only.contains(service)) && !except.contains(service);
        }
    }

    /** @throws AssertionError if a list has no source */
    static CommonErrors read() {
        var lists = new ArrayList<Listed>();
        AwsModels.beside("common-errors.json").path("lists").forEach(l -> {
            if (!l.path("source").asString("").contains("/")) {
                throw new AssertionError("a list of errors without its source: " + l);
            }
            lists.add(new Listed(texts(l.path("only")), texts(l.path("except")), texts(l.path("codes"))));
        });
        return new CommonErrors(lists);
    }

    private static Set<String> texts(JsonNode list) {
        var found = new HashSet<String>();
        list.forEach(t -> found.add(t.asString()));
        return found;
    }

    boolean lists(String service, String code) {
        return lists.stream().anyMatch(l -> l.of(service) && l.codes().contains(code));
    }
}
