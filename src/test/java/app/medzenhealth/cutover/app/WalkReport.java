package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.scene.Scene;

/** What a walk asserts, with the picture that shows it, and whether it holds. */
final class WalkReport {
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String item, String picture, String says, boolean holds, String seen) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-4s %-36s %-6s %s%s",
                    item,
                    picture,
                    holds ? "holds" : "NO",
                    says,
                    holds ? "" : "\n     seen: " + seen);
        }
    }

    WalkReport(Path folder) {
        this.folder = folder;
    }

    /** Draws what is on show now. */
    void picture(Scene scene, String name) {
        LeadsHand.fx(() -> ScreenPainter.paint(scene, folder.resolve(name + ".png")));
    }

    /** @param holds may throw: then it does not hold */
    void check(String item, String picture, String says, Callable<Boolean> holds, Callable<String> seen) {
        var held = false;
        String what;
        try {
            held = holds.call();
            what = held ? "" : seen.call();
        } catch (Exception | AssertionError e) {
            what = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        var row = new Row(
                item, picture.isEmpty() ? "–" : picture + ".png", says, held, what.replaceAll("\\s*\\n\\s*", " | "));
        rows.add(row);
        System.out.println(row.line());
    }

    /** Prints everything, and says whether everything holds. */
    boolean print() {
        System.out.printf("%n%-4s %-36s %-6s %s%n", "item", "picture", "", "asserted");
        rows.forEach(r -> System.out.println(r.line()));
        var open = rows.stream().filter(r -> !r.holds()).count();
        System.out.printf("%n%d of %d hold; pictures in %s%n", rows.size() - open, rows.size(), folder);
        return open == 0;
    }
}
