package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;

/** Log groups of one region. */
public final class LogsState {
    private final Estate estate;
    private final String region;
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Export> exports = new LinkedHashMap<>();
    private final Map<String, Duration> late = new LinkedHashMap<>();

    record Line(Instant at, String message) {}

    record Export(ExportTask task, Instant asked) {}

    static final class Group {
        final String name;
        final Instant created;

        @Nullable
        Integer retentionDays;

        long bytes;
        final Map<String, List<Line>> streams = new LinkedHashMap<>();

        Group(String name, Instant created) {
            this.name = name;
            this.created = created;
        }
    }

    private LogsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static LogsState of(Estate estate, String region) {
        return estate.state(LogsState.class, region, () -> new LogsState(estate, region));
    }

    /** A group with one stream that is there from the start. */
    public LogsState group(String name, long bytes) {
        var group = new Group(name, estate.now().minus(Duration.ofDays(200)));
        group.bytes = bytes;
        group.streams.put("2026/01/11/[$LATEST]0", new ArrayList<>());
        groups.put(name, group);
        return this;
    }

    /** Once, some time after this group was deleted, late logs create it again. */
    public LogsState returns(String name, Duration after) {
        late.put(name, after);
        return this;
    }

    /** Something wrote a line: creates what is missing, as the services that log by themselves do. */
    void written(String name, String message) {
        var group = groups.computeIfAbsent(name, n -> new Group(n, estate.now()));
        group.streams.computeIfAbsent("default", s -> new ArrayList<>()).add(new Line(estate.now(), message));
        group.bytes += message.length() + 26L;
    }

    /** A line that somebody's service wrote at this moment. */
    public LogsState line(String group, String message) {
        written(group, message);
        return this;
    }

    void delete(String name) {
        groups.remove(name);
        estate.tags().forget(arn(name));
        var after = late.remove(name);
        if (after != null) {
            estate.agenda().at(estate.now().plus(after), () -> written(name, "REPORT (delivered late)"));
        }
    }

    String arn(String name) {
        return estate.arn("logs", region, "log-group:" + name);
    }
}
