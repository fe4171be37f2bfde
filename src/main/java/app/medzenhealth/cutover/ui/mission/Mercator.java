package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Point2D;

/**
 * A window on the Mercator map that holds all regions of a plan, and at least a continent.
 *
 * @param left x of the window's left edge in map units, of which the world is 2π wide
 * @param top y of its upper edge, growing southwards
 * @param scale pixels a unit
 */
record Mercator(double left, double top, double scale, double width, double height) {
    /** No window is narrower or lower than this, in map units. */
    private static final double LEAST = 0.85;
    /** Part of the window around the regions, for their labels. */
    private static final double MARGIN = 0.2;

    private static final double NORTHMOST = 84.5;

    static Mercator around(List<Plan.Region> regions, double width, double height) {
        var west = least(regions, r -> x(r.longitude()));
        var east = -least(regions, r -> -x(r.longitude()));
        var north = least(regions, r -> y(r.latitude()));
        var south = -least(regions, r -> -y(r.latitude()));
        var spanX = Math.max(LEAST, (east - west) / (1 - 2 * MARGIN));
        var spanY = Math.max(LEAST, (south - north) / (1 - 2 * MARGIN));
        var scale = Math.min(width / spanX, height / spanY);
        var middleX = (west + east) / 2;
        var middleY = (north + south) / 2;
        return new Mercator(middleX - width / scale / 2, middleY - height / scale / 2, scale, width, height);
    }

    private static double least(List<Plan.Region> regions, ToDoubleFunction<Plan.Region> of) {
        return regions.stream().mapToDouble(of).min().orElse(0);
    }

    Point2D at(double longitude, double latitude) {
        return new Point2D((x(longitude) - left) * scale, (y(latitude) - top) * scale);
    }

    /** Rings in sight as an SVG path; points closer together than they can be seen are left out. */
    String path(Outlines outlines) {
        var path = new StringBuilder(100_000);
        for (var ring : outlines.rings()) {
            if (inSight(ring)) {
                append(path, ring);
            }
        }
        return path.toString();
    }

    private boolean inSight(double[] ring) {
        var minX = Double.MAX_VALUE;
        var maxX = -Double.MAX_VALUE;
        var minY = Double.MAX_VALUE;
        var maxY = -Double.MAX_VALUE;
        for (var i = 0; i + 1 < ring.length; i += 2) {
            var p = at(ring[i], ring[i + 1]);
            minX = Math.min(minX, p.getX());
            maxX = Math.max(maxX, p.getX());
            minY = Math.min(minY, p.getY());
            maxY = Math.max(maxY, p.getY());
        }
        return maxX > 0 && minX < width && maxY > 0 && minY < height;
    }

    private void append(StringBuilder path, double[] ring) {
        var lastX = Double.NaN;
        var lastY = Double.NaN;
        for (var i = 0; i + 1 < ring.length; i += 2) {
            var p = at(ring[i], ring[i + 1]);
            var first = i == 0;
            if (first || Math.abs(p.getX() - lastX) + Math.abs(p.getY() - lastY) >= 1) {
                path.append(first ? 'M' : 'L')
                        .append(tenth(p.getX()))
                        .append(' ')
                        .append(tenth(p.getY()));
                lastX = p.getX();
                lastY = p.getY();
            }
        }
        path.append('Z');
    }

    private static String tenth(double v) {
        return Double.toString(Math.rint(v * 10) / 10);
    }

    private static double x(double longitude) {
        return Math.toRadians(longitude);
    }

    private static double y(double latitude) {
        var bounded = Math.clamp(latitude, -NORTHMOST, NORTHMOST);
        return -Math.log(Math.tan(Math.PI / 4 + Math.toRadians(bounded) / 2));
    }
}
