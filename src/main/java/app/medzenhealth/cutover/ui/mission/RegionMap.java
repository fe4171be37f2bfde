package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.LiveAge;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.Line;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import org.kordamp.ikonli.feather.Feather;

/** The regions on the map: what each is now and will be, what it holds, where data flows and where traffic goes. */
final class RegionMap extends Pane {
    private static final double GRATICULE_DEGREES = 15;
    private static final double DOT = 6;
    private static final double RING = 13;
    private static final double BEND = 0.4;
    private static final double MARGIN = 12;
    /** Of a label to the map's edge. */
    private static final double GAP = 4;
    /** How finely a place is looked for. */
    private static final double GRAIN = 6;
    /** What a name's label does without on a small map. */
    private static final String DETAIL = "map-detail";
    /** What it does without on a very small one. */
    private static final String MORE = "map-more";
    /** How much a label says: all, without details, the least. */
    private static final int BRIEF = 1;

    private static final int LEAST = 2;

    private final Readings readings;
    private final SVGPath land = new SVGPath();
    private final Pane lines = new Pane();
    private final Pane marks = new Pane();
    private final Pane words = new Pane();
    private final VBox legend = new VBox();
    private final Map<String, VBox> labels = new LinkedHashMap<>();
    private Optional<Outlines> outlines = Optional.empty();
    private Plan plan;
    private Optional<Topology> topology = Optional.empty();
    private Map<String, RegionStanding> standings = Map.of();
    private boolean stale = true;
    private double drawnWidth;
    private double drawnHeight;

    RegionMap(ScreenContext desk) {
        readings = desk.readings();
        plan = readings.session().plan();
        setId("region-map");
        getStyleClass().add("region-map");
        setMinSize(0, 0);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        land.getStyleClass().add("land");
        land.setManaged(false);
        land.setCache(true);
        for (var layer : List.of(lines, marks, words)) {
            layer.setManaged(false);
            layer.setMouseTransparent(layer != words);
            layer.setPickOnBounds(false);
        }
        legend.getStyleClass().add("map-legend");
        getChildren().addAll(lines, land, marks, words, legend);
        desk.background().run("Reading the map", Outlines::load, this::show);
    }

    private void show(Outlines loaded) {
        outlines = Optional.of(loaded);
        redraw();
    }

    /** @param newTopology empty: nothing was read yet */
    void show(SessionView view, Optional<Topology> newTopology) {
        var now = RegionStanding.of(view, newTopology);
        if (plan.equals(view.plan()) && topology.equals(newTopology) && standings.equals(now)) {
            return;
        }
        plan = view.plan();
        topology = newTopology;
        standings = now;
        makeLabels();
        makeLegend();
        redraw();
    }

    private void redraw() {
        stale = true;
        requestLayout();
    }

    private void makeLabels() {
        labels.clear();
        words.getChildren().clear();
        for (var region : plan.regions()) {
            var site = topology.map(t -> t.regions().get(region.id()));
            var box = new VBox(
                    Labels.whole(region.city(), "h3"),
                    Labels.whole(region.id(), "mono", "caption", "muted", DETAIL),
                    role(Objects.requireNonNull(standings.get(region.id()))),
                    holds(site));
            site.filter(s -> !s.unknown().isEmpty()).ifPresent(s -> {
                var which =
                        Labels.whole("? " + String.join(", ", s.unknown()) + " unknown", "caption", "unknown", MORE);
                var some = Labels.whole("? " + s.unknown().size() + " unknown", "caption", "unknown");
                some.managedProperty().bind(which.managedProperty().not());
                some.visibleProperty().bind(some.managedProperty());
                box.getChildren().addAll(which, some);
            });
            site.filter(s -> !s.names().isEmpty())
                    .ifPresent(s -> box.getChildren()
                            .add(
                                    served(region.id())
                                            ? new Chip(Feather.GLOBE, "traffic", Tone.OK)
                                            : new Chip(Feather.SLASH, "no service", Tone.WARN)));
            box.getStyleClass().add("map-label");
            box.setId("map-" + region.id());
            labels.put(region.id(), box);
            words.getChildren().add(box);
        }
    }

    private Label holds(Optional<Topology.Site> site) {
        return site.flatMap(s -> s.read().map(at -> (Label) new LiveAge(
                        readings.nowProperty(),
                        readings::session,
                        InWords.count(s.resources(), "resource", "resources") + " · ",
                        at)))
                .map(age -> {
                    age.setMinWidth(USE_PREF_SIZE);
                    age.getStyleClass().add(DETAIL);
                    return age;
                })
                .orElseGet(() -> Labels.whole(
                        site.filter(s -> s.resources() > 0)
                                .map(s -> InWords.count(s.resources(), "resource", "resources") + " so far")
                                .orElse("not read yet"),
                        "caption",
                        "muted"));
    }

    /** What it is now over what it will be: on one line the two would cover the map's marks. */
    private static VBox role(RegionStanding standing) {
        var words = standing.words().split(" (?=→ )", 2);
        var role = Labels.whole(words[0], "eyebrow", standing.tone().styleClass());
        if (!standing.read()) {
            role.setTooltip(new Tooltip("By the session's steps; the region itself was not read yet"));
        } else if (standing.contradicted()) {
            role.setTooltip(new Tooltip("As seen in the regions; the session's steps say otherwise"));
        }
        var both = new VBox(role);
        if (words.length > 1) {
            both.getChildren().add(Labels.whole(words[1], "caption", "muted", MORE));
        }
        return both;
    }

    private void makeLegend() {
        legend.getChildren().clear();
        var atRest = standings.values().stream().anyMatch(RegionStanding::atRest);
        if (atRest) {
            legend.getChildren().add(Labels.whole("at rest: the session is closed", "caption", "strong"));
        }
        topology.ifPresent(t -> {
            var flows = t.replications();
            flows.forEach(f -> legend.getChildren()
                    .add(entry("flow", f.lag().map(l -> "lag " + l).orElse("replica") + " · " + f.what())));
            if (movesOut() && !atRest) {
                legend.getChildren().add(entry("move", "what is decommissioned moves out"));
            }
            t.regions()
                    .forEach((id, site) ->
                            site.names().forEach(n -> legend.getChildren().add(led(n, id))));
        });
        legend.setVisible(!legend.getChildren().isEmpty());
    }

    private boolean served(String region) {
        var standing = standings.get(region);
        return standing == null || standing.served();
    }

    private HBox led(String name, String region) {
        return served(region)
                ? entry("leads", name + " → " + region)
                : entry("fenced", name + " → " + region + ": users are without service");
    }

    private boolean movesOut() {
        return plan.regions().stream().anyMatch(r -> r.after() == Plan.Role.DECOMMISSIONED)
                && plan.regions().stream().anyMatch(r -> r.after() == Plan.Role.PRIMARY);
    }

    private static HBox entry(String styleClass, String text) {
        var sample = new Line(0, 0, 22, 0);
        sample.getStyleClass().add(styleClass);
        var words = Labels.wrapped(text, "caption", "muted");
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(sample, words);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    @Override
    protected void layoutChildren() {
        var w = getWidth();
        var h = getHeight();
        if (w <= 0 || h <= 0) {
            return;
        }
        var legendWidth = Math.min(legend.prefWidth(-1), w - 2 * MARGIN);
        var legendHeight = legend.prefHeight(legendWidth);
        legend.resizeRelocate(MARGIN, h - legendHeight - MARGIN, legendWidth, legendHeight);
        if (stale || w != drawnWidth || h != drawnHeight) {
            stale = false;
            drawnWidth = w;
            drawnHeight = h;
            legend.setVisible(!legend.getChildren().isEmpty());
            var above = legend.isVisible() ? Math.max(h / 2, h - legendHeight - 2 * MARGIN) : h;
            // All there is to say, over the whole place if possible; on a small map the legend gets a strip of its own,
            // and the names say less: the columns beside hold the rest.
            var fits = false;
            for (var level = 0; level <= LEAST; level++) {
                for (var height : new double[] {h, above}) {
                    if (!fits) {
                        shorten(level);
                        fits = draw(Mercator.around(plan.regions(), w, height), level);
                    }
                }
            }
            if (!fits) {
                // Where each region stands matters more than what the lines mean.
                legend.setVisible(false);
                draw(Mercator.around(plan.regions(), w, h), LEAST);
            }
            // What is made while laid out would be drawn once without its style: black, on a dark map.
            lines.applyCss();
            marks.applyCss();
        }
    }

    private void shorten(int level) {
        labels.values().forEach(l -> {
            l.lookupAll("." + DETAIL).forEach(n -> present(n, level < BRIEF));
            l.lookupAll("." + MORE).forEach(n -> present(n, level < LEAST));
        });
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    /** @return whether nothing covers anything */
    private boolean draw(Mercator map, int level) {
        land.setContent(outlines.map(map::path).orElse(""));
        lines.getChildren().setAll(graticule(map));
        marks.getChildren().clear();
        drawMoves(map);
        var taken = new ArrayList<Bounds>();
        taken.add(legend.isVisible() ? legend.getBoundsInParent() : new BoundingBox(0, 0, 0, 0));
        for (var region : plan.regions()) {
            var p = place(map, region);
            taken.add(around(p, RING + 4));
            mark(region, p);
        }
        var free = plan.regions().stream().noneMatch(r -> taken.getFirst().intersects(around(place(map, r), RING)));
        drawReplications(map, taken, level);
        for (var region : plan.regions()) {
            free &= label(region, place(map, region), taken);
        }
        return free;
    }

    private static List<Node> graticule(Mercator map) {
        var grid = new ArrayList<Node>();
        for (double d = -180; d <= 180; d += GRATICULE_DEGREES) {
            var meridian = map.at(d, 0);
            grid.add(new Line(meridian.getX(), 0, meridian.getX(), map.height()));
            if (Math.abs(d) <= 75) {
                var parallel = map.at(0, d);
                grid.add(new Line(0, parallel.getY(), map.width(), parallel.getY()));
            }
        }
        grid.forEach(l -> l.getStyleClass().add("graticule"));
        return grid;
    }

    private static Point2D place(Mercator map, Plan.Region region) {
        return map.at(region.longitude(), region.latitude());
    }

    private void mark(Plan.Region region, Point2D p) {
        var standing = standings.get(region.id());
        var tone = (standing == null ? Tone.NEUTRAL : standing.tone()).styleClass();
        var halo = new Circle(p.getX(), p.getY(), RING);
        halo.getStyleClass().addAll("region-ring", tone);
        var dot = new Circle(p.getX(), p.getY(), DOT);
        dot.getStyleClass().addAll("region-dot", tone);
        marks.getChildren().addAll(halo, dot);
    }

    private void drawMoves(Mercator map) {
        plan.regions().stream()
                .filter(r -> r.after() == Plan.Role.PRIMARY)
                .findFirst()
                .ifPresent(to -> plan.regions().stream()
                        .filter(r -> r.after() == Plan.Role.DECOMMISSIONED)
                        .forEach(from -> marks.getChildren().add(arc(place(map, from), place(map, to), 0.12, "move"))));
    }

    private void drawReplications(Mercator map, List<Bounds> taken, int level) {
        for (var flow : topology.map(Topology::replications).orElse(List.of())) {
            var from = plan.region(flow.from());
            var to = plan.region(flow.to());
            if (from.isPresent() && to.isPresent()) {
                var a = place(map, from.get());
                var b = place(map, to.get());
                // Always bends upwards: the labels stand beside and below.
                var bend = b.getX() >= a.getX() ? BEND : -BEND;
                marks.getChildren().add(arc(a, b, bend, "flow"));
                // The legend says it too.
                if (level < LEAST) {
                    lag(flow, a, b, bend, taken);
                }
            }
        }
    }

    private void lag(Topology.Replication flow, Point2D a, Point2D b, double bend, List<Bounds> taken) {
        var label = Labels.whole(
                flow.lag().map(l -> "replica lag " + l).orElse("replication"), "mono", "caption", "accent");
        label.getStyleClass().add("map-label");
        marks.getChildren().add(label);
        label.applyCss();
        var w = label.prefWidth(-1);
        var h = label.prefHeight(w);
        var way = b.subtract(a);
        var top = a.midpoint(b).add(new Point2D(way.getY(), -way.getX()).multiply(bend * 0.8));
        var x = Math.clamp(top.getX() - w / 4, 4, Math.max(4, getWidth() - w - 4));
        var y = Math.max(4, Math.min(top.getY(), Math.min(a.getY(), b.getY()) - RING) - h - 4);
        label.resizeRelocate(x, y, w, h);
        taken.add(new BoundingBox(x, y, w, h));
    }

    /** @param bend how far the arc leaves the straight line, in parts of its length; positive to the left of its way */
    private static Path arc(Point2D a, Point2D b, double bend, String styleClass) {
        var way = b.subtract(a);
        var side = new Point2D(way.getY(), -way.getX()).multiply(bend);
        var gap = way.normalize().multiply(RING + 2);
        var from = a.add(gap.multiply(0.7)).add(side.multiply(0.15));
        var to = b.subtract(gap.multiply(0.7)).add(side.multiply(0.15));
        var c1 = a.add(way.multiply(0.3)).add(side);
        var c2 = a.add(way.multiply(0.7)).add(side);
        var path = new Path(
                new MoveTo(from.getX(), from.getY()),
                new CubicCurveTo(c1.getX(), c1.getY(), c2.getX(), c2.getY(), to.getX(), to.getY()));
        path.getStyleClass().add(styleClass);
        return path;
    }

    /** @return whether there was room for it */
    private boolean label(Plan.Region region, Point2D p, List<Bounds> taken) {
        var box = labels.get(region.id());
        if (box == null) {
            return true;
        }
        box.applyCss();
        var w = box.prefWidth(-1);
        var h = box.prefHeight(w);
        var gap = RING + 8;
        var left = p.getX() < getWidth() / 2;
        var right = List.of(p.add(gap, -h / 2), p.add(gap, -gap / 2), p.add(gap, gap / 2 - h));
        var other = List.of(
                p.add(-gap - w, -h / 2),
                p.add(-gap - w, -gap / 2),
                p.add(-w / 2, gap),
                p.add(-w / 2, -gap - h),
                p.add(-w + gap, gap),
                p.add(-gap, gap));
        var tries = new ArrayList<Point2D>(left ? other : right);
        tries.addAll(left ? right : other);
        var found = tries.stream()
                .filter(t -> free(new BoundingBox(t.getX(), t.getY(), w, h), taken))
                .findFirst()
                .or(() -> nearest(p, w, h, taken));
        var best = found.orElse(tries.getFirst());
        var x = Math.clamp(best.getX(), 4, Math.max(4, getWidth() - w - 4));
        var y = Math.clamp(best.getY(), 4, Math.max(4, getHeight() - h - 4));
        box.resizeRelocate(x, y, w, h);
        taken.add(new BoundingBox(x, y, w, h));
        box.setAccessibleText(region.city() + ", " + region.id() + ", "
                + Optional.ofNullable(standings.get(region.id()))
                        .map(RegionStanding::words)
                        .orElse("not read yet"));
        return found.isPresent();
    }

    /** Where there is no room beside its mark: the nearest place there is. */
    private Optional<Point2D> nearest(Point2D mark, double w, double h, List<Bounds> taken) {
        var places = new ArrayList<Point2D>();
        for (var x = GAP; x <= getWidth() - w - GAP; x += GRAIN) {
            for (var y = GAP; y <= getHeight() - h - GAP; y += GRAIN) {
                if (free(new BoundingBox(x, y, w, h), taken)) {
                    places.add(new Point2D(x, y));
                }
            }
        }
        return places.stream()
                .min(Comparator.comparingDouble(t -> mark.distance(
                        Math.clamp(mark.getX(), t.getX(), t.getX() + w),
                        Math.clamp(mark.getY(), t.getY(), t.getY() + h))));
    }

    private boolean free(Bounds wanted, List<Bounds> taken) {
        return wanted.getMinX() >= GAP
                && wanted.getMinY() >= GAP
                && wanted.getMaxX() <= getWidth() - GAP
                && wanted.getMaxY() <= getHeight() - GAP
                && taken.stream().noneMatch(wanted::intersects);
    }

    private static Bounds around(Point2D p, double radius) {
        return new BoundingBox(p.getX() - radius, p.getY() - radius, 2 * radius, 2 * radius);
    }
}
