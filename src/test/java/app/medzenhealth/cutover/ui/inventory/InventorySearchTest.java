package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventorySearchTest {
    private static final Set<String> DETAILS = Stream.of("runtime", "memory", "period (s)")
            .map(InventorySearch::plain)
            .collect(Collectors.toSet());

    private static SeenResource seen(String region, String name, String state, Map<String, String> details) {
        return new SeenResource(
                "lambda",
                "function",
                region,
                name,
                "arn:aws:lambda:" + region + "::function:" + name,
                name,
                state,
                details,
                Map.of("team", name.startsWith("a") ? "mobile" : "core"));
    }

    private static InventoryRow row(String logical, Plan.Disposition disposition, SeenResource... resources) {
        var cells = new LinkedHashMap<String, Cell>();
        for (var resource : resources) {
            cells.put(resource.region(), new Cell.Present(resource, List.of()));
        }
        return InventoryRow.of(
                new SideBySide.Row(
                        "lambda", "function", logical, cells, Optional.of(disposition), SideBySide.Drift.AS_PLANNED),
                Map.of());
    }

    private final List<InventoryRow> rows = List.of(
            row(
                    "a-chat",
                    Plan.Disposition.DELETE,
                    seen("eu-west-1", "a-chat", "Active", Map.of("runtime", "nodejs18.x", "memory", "512")),
                    seen("af-south-1", "a-chat", "Inactive", Map.of("runtime", "python3.12", "memory", "1,024 MB"))),
            row(
                    "b-sync",
                    Plan.Disposition.KEEP,
                    seen("eu-west-1", "b-sync", "Active", Map.of("runtime", "python3.12", "period (s)", "60"))));

    private String found(String text) {
        var search = new InventorySearch(text, DETAILS);
        return rows.stream().filter(search::finds).map(r -> r.key().logical()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "region:eu-west-1 runtime:nodejs18 | a-chat",
                "region:af-south-1 runtime:nodejs18 | ''",
                "runtime:python | a-chat b-sync",
                "runtime:python -region:af-south-1 | b-sync",
                "-disposition:delete | b-sync",
                "disposition:DELETE chat | a-chat",
                "memory:>512 | a-chat",
                "memory:>=512 memory:<1000 | a-chat",
                "memory:>5000 | ''",
                "memory:=512 state:inactive | ''",
                "period:60 | b-sync",
                "tag:team=mobile | a-chat",
                "tag:team | a-chat b-sync",
                "-tag:mobile | b-sync",
                "arn:function:b | b-sync",
                "name:\"b-sync\" | b-sync",
                "-chat | b-sync",
                "type:function service:lambda | a-chat b-sync",
                "drift:planned differs:no | a-chat b-sync",
                "nosuchfield:x | ''",
                "arn:aws:lambda:eu-west-1 | a-chat b-sync",
                "region: | a-chat b-sync",
                "- | a-chat b-sync",
                "\"\" | a-chat b-sync",
            })
    void words_and_fields_find_what_has_all_of_them(String text, String names) {
        assertThat(found(text)).as(text).isEqualTo(names);
    }

    @Test
    void whatever_is_typed_is_understood_somehow() {
        var seed = 20261201L;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var letters = "ab:-\"<>=. 9région\\(*[?{\t";
        for (var n = 0; n < 20_000; n++) {
            var text = random.ints(random.nextInt(14), 0, letters.length())
                    .mapToObj(i -> String.valueOf(letters.charAt(i)))
                    .collect(Collectors.joining());
            assertThat(found(text)).isNotNull();
        }
    }
}
