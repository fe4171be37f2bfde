package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is typed to find resources: words that must all occur, and fields like {@code region:eu-west-1 runtime:nodejs18 -state:active
 * memory:>512 tag:team=mobile}. A minus excludes, quotes hold blanks together. Fields of a resource are asked of one and the same
 * resource: with {@code region:}, of the one in that region. A field is a part of a row that there is always, or a detail of the scan,
 * written without blanks; anything else with a colon is a word.
 */
final class InventorySearch {
    private static final Pattern TERM =
            Pattern.compile("(-?)(?:([\\p{L}][\\p{L}0-9-]{0,40}):)?(\"[^\"]*\"?|[^\\s\"]*)");
    private static final Pattern COMPARED = Pattern.compile("(>=|<=|>|<|=)(-?[0-9]+(?:\\.[0-9]+)?)");
    private static final String SIGNS = "<>=";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

    /** What each row has of itself. */
    private enum OfRow {
        SERVICE,
        TYPE,
        LOGICAL,
        DISPOSITION,
        DRIFT,
        DIFFERS;

        String of(InventoryRow row) {
            return switch (this) {
                case SERVICE -> row.key().service();
                case TYPE -> row.key().type();
                case LOGICAL -> row.key().logical();
                case DISPOSITION -> row.fate().word();
                case DRIFT -> row.look().word();
                case DIFFERS -> row.differs() ? "yes" : "no";
            };
        }
    }

    /** What each resource has of itself. */
    private enum OfResource {
        REGION,
        NAME,
        ID,
        ARN,
        STATE,
        TAG
    }

    /** @param value in lower case */
    private record Term(boolean not, Kind kind, String value) {}

    private sealed interface Kind {
        record Word() implements Kind {}

        record Row(OfRow part) implements Kind {}

        record Resource(OfResource part) implements Kind {}

        /** @param name as {@link #plain} */
        record Detail(String name) implements Kind {}
    }

    private final List<Term> ofRow = new ArrayList<>();
    private final List<Term> ofResource = new ArrayList<>();
    /** Few names, asked of many resources. */
    private final Map<String, String> plain = new HashMap<>();

    /** @param details that resources of the scan have, as {@link #plain} */
    InventorySearch(String text, Set<String> details) {
        var terms = TERM.matcher(text.strip());
        while (terms.find()) {
            var whole = terms.group();
            if (whole.isBlank()) {
                continue;
            }
            var value = unquoted(terms.group(3)).toLowerCase(Locale.ROOT);
            var kind = Optional.ofNullable(terms.group(2)).flatMap(n -> kind(n.toLowerCase(Locale.ROOT), details));
            var not = !terms.group(1).isEmpty();
            if (kind.isEmpty()) {
                // A name may begin with a minus or hold a colon.
                var word = not && terms.group(2) == null && !value.isEmpty()
                        ? value
                        : unquoted(whole).toLowerCase(Locale.ROOT);
                ofRow.add(new Term(not && terms.group(2) == null && !value.isEmpty(), new Kind.Word(), word));
            } else if (!value.isEmpty()) {
                (kind.get() instanceof Kind.Row ? ofRow : ofResource).add(new Term(not, kind.get(), value));
            }
        }
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    /** A detail's name as it can be typed. */
    static String plain(String detail) {
        return detail.toLowerCase(Locale.ROOT).replaceAll("\\([^)]*\\)", "").replaceAll("[^\\p{L}0-9]", "");
    }

    private static Optional<Kind> kind(String name, Set<String> details) {
        for (var part : OfRow.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(new Kind.Row(part));
            }
        }
        for (var part : OfResource.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(new Kind.Resource(part));
            }
        }
        return details.contains(plain(name)) ? Optional.of(new Kind.Detail(plain(name))) : Optional.empty();
    }

    boolean finds(InventoryRow row) {
        for (var term : ofRow) {
            var held = switch (term.kind()) {
                case Kind.Row(var part) -> fits(part.of(row), term.value());
                default -> row.words().contains(term.value());
            };
            if (held == term.not()) {
                return false;
            }
        }
        return ofResource.isEmpty()
                || row.row().cells().values().stream()
                        .anyMatch(c -> c instanceof Cell.Present present && all(present.resource()));
    }

    private boolean all(SeenResource resource) {
        for (var term : ofResource) {
            if (holds(term, resource) == term.not()) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Term term, SeenResource resource) {
        return switch (term.kind()) {
            case Kind.Resource(var part) ->
                switch (part) {
                    case REGION -> fits(resource.region(), term.value());
                    case NAME -> fits(resource.name(), term.value());
                    case ID -> fits(resource.id(), term.value());
                    case ARN -> fits(resource.arn(), term.value());
                    case STATE -> fits(resource.state(), term.value());
                    case TAG -> tagged(resource.tags(), term.value());
                };
            case Kind.Detail(var name) ->
                resource.details().entrySet().stream()
                        .anyMatch(d -> plain.computeIfAbsent(d.getKey(), InventorySearch::plain)
                                        .equals(name)
                                && fits(d.getValue(), term.value()));
            case Kind.Word _, Kind.Row _ -> false;
        };
    }

    /** {@code key}, or {@code key=value}, each in part. */
    private static boolean tagged(Map<String, String> tags, String wanted) {
        return tags.entrySet().stream()
                .anyMatch(t -> (t.getKey() + "=" + t.getValue())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
    }

    /** Holds the letters; with a sign before a number, the first number in it compares so. */
    private static boolean fits(String text, String wanted) {
        var compared = COMPARED.matcher(wanted);
        if (SIGNS.indexOf(wanted.charAt(0)) >= 0 && compared.matches()) {
            var number = NUMBER.matcher(text.replace(",", ""));
            if (!number.find()) {
                return false;
            }
            var sign = Double.compare(Double.parseDouble(number.group()), Double.parseDouble(compared.group(2)));
            return switch (compared.group(1)) {
                case ">" -> sign > 0;
                case ">=" -> sign >= 0;
                case "<" -> sign < 0;
                case "<=" -> sign <= 0;
                default -> sign == 0;
            };
        }
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
