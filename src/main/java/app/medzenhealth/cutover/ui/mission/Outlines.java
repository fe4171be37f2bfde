package app.medzenhealth.cutover.ui.mission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The countries' outlines: Natural Earth, 1:50 million.
 *
 * @param rings closed; longitude, latitude, longitude, latitude, … in degrees
 */
record Outlines(List<double[]> rings) {
    private static final String ASSET = "/assets/map/outlines.json";

    /** Reads the asset; takes some tens of milliseconds. */
    static Outlines load() {
        try (var in = Objects.requireNonNull(Outlines.class.getResourceAsStream(ASSET), ASSET)) {
            var root = JsonMapper.shared().readTree(in);
            var unit = root.get("unit").asDouble();
            var rings = new ArrayList<double[]>();
            for (var country : root.get("countries")) {
                for (var ring : country.get("rings")) {
                    rings.add(absolute(ring, unit));
                }
            }
            return new Outlines(List.copyOf(rings));
        } catch (IOException e) {
            throw new UncheckedIOException(ASSET, e);
        }
    }

    private static double[] absolute(JsonNode deltas, double unit) {
        var points = new double[deltas.size()];
        double x = 0;
        double y = 0;
        for (var i = 0; i + 1 < points.length; i += 2) {
            var dx = deltas.get(i).asLong() * unit;
            // Rings that cross the date line go on beyond 180 degrees instead of jumping round the world.
            x += i > 0 && Math.abs(dx) > 180 ? dx - Math.copySign(360, dx) : dx;
            y += deltas.get(i + 1).asLong() * unit;
            points[i] = x;
            points[i + 1] = y;
        }
        return points;
    }
}
