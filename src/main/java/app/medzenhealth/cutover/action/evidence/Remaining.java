package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Remains;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** What a proof of absence lets pass, in words: how many of what, which, and until when. */
final class Remaining {
    /** So many of a kind are named; of more the first ones, and how many there are. */
    private static final int MOST_NAMED = 5;

    private Remaining() {}

    /** Things of one kind that end at the same time. */
    private record Kind(String service, String type, String end) {
        String words(List<SeenResource> some) {
            var names = some.stream().map(SeenResource::name).sorted().toList();
            return some.size() + " " + service + " " + type + (some.size() == 1 ? "" : "s") + " ("
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                    + (names.size() > MOST_NAMED ? ", …" : "") + "; " + end + ")";
        }
    }

    /**
     * For example {@code 2 dynamodb backups (a, b; until 2026-03-01) and 1 secretsmanager secret (c; deleted after 2026-02-20)};
     * {@link Remains#NOTHING} of nothing.
     *
     * @param end until when one of them stays, in words
     */
    static String words(List<SeenResource> resources, Function<SeenResource, String> end) {
        var kinds = new LinkedHashMap<Kind, List<SeenResource>>();
        resources.forEach(
                r -> kinds.computeIfAbsent(new Kind(r.service(), r.type(), end.apply(r)), k -> new ArrayList<>())
                        .add(r));
        var words = kinds.entrySet().stream()
                .map(k -> k.getKey().words(k.getValue()))
                .toList();
        var last = words.size() - 1;
        return switch (words.size()) {
            case 0 -> Remains.NOTHING;
            case 1 -> words.getFirst();
            default -> String.join(", ", words.subList(0, last)) + " and " + words.get(last);
        };
    }
}
