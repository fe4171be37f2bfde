package app.medzenhealth.cutover.monitor.soak;

import java.util.List;

/**
 * All that one signal said, in any order; of what lies between nobody knows anything. Spans may overlap: then a breach counts
 * before everything else, and what is unknown before what is good.
 *
 * @param name as people read it
 */
public record Track(String name, List<SignalSpan> spans) {
    public Track {
        spans = List.copyOf(spans);
    }
}
