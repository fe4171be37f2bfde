package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.*;

/** Amazon EventBridge Scheduler. */
public final class EmbeddedScheduler implements SchedulerClient {
    private final Estate estate;
    private final String region;
    private final EventsState state;

    public EmbeddedScheduler(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = EventsState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListSchedulesResponse listSchedules(ListSchedulesRequest r) {
        var all = state.schedules.values().stream()
                .filter(s -> r.groupName() == null || s.groupName().equals(r.groupName()))
                .filter(s -> r.namePrefix() == null || s.name().startsWith(r.namePrefix()))
                .filter(s -> r.state() == null || s.state() == r.state())
                .map(s -> ScheduleSummary.builder()
                        .arn(s.arn())
                        .name(s.name())
                        .groupName(s.groupName())
                        .state(s.state())
                        .creationDate(s.creationDate())
                        .lastModificationDate(s.lastModificationDate())
                        .target(t -> t.arn(s.target().arn()))
                        .build())
                .toList();
        var page = estate.page(all, r.nextToken(), r.maxResults());
        return ListSchedulesResponse.builder()
                .schedules(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetScheduleResponse getSchedule(GetScheduleRequest r) {
        return schedule(r.groupName(), r.name());
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest r) {
        var key = key(r.groupName(), r.name());
        if (state.schedules.containsKey(key)) {
            throw AwsFault.of(
                    ConflictException.builder(), "ConflictException", 409, "Schedule " + r.name() + " already exists.");
        }
        var made = Copies.to(r, GetScheduleResponse.builder())
                .groupName(key.substring(0, key.indexOf('/')))
                .arn(estate.arn("scheduler", region, "schedule/" + key))
                .state(Optional.ofNullable(r.stateAsString()).orElse("ENABLED"))
                .creationDate(estate.now())
                .lastModificationDate(estate.now())
                .build();
        state.schedules.put(key, made);
        return CreateScheduleResponse.builder().scheduleArn(made.arn()).build();
    }

    /** Replaces all of it: what the request leaves out is gone. */
    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest r) {
        var was = schedule(r.groupName(), r.name());
        var made = Copies.to(r, GetScheduleResponse.builder())
                .groupName(was.groupName())
                .arn(was.arn())
                .state(Optional.ofNullable(r.stateAsString()).orElse("ENABLED"))
                .creationDate(was.creationDate())
                .lastModificationDate(estate.now())
                .build();
        state.schedules.put(key(r.groupName(), r.name()), made);
        return UpdateScheduleResponse.builder().scheduleArn(made.arn()).build();
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest r) {
        schedule(r.groupName(), r.name());
        state.schedules.remove(key(r.groupName(), r.name()));
        return DeleteScheduleResponse.builder().build();
    }

    @Override
    public ListScheduleGroupsResponse listScheduleGroups(ListScheduleGroupsRequest r) {
        return ListScheduleGroupsResponse.builder()
                .scheduleGroups(ScheduleGroupSummary.builder()
                        .name("default")
                        .arn(estate.arn("scheduler", region, "schedule-group/default"))
                        .state("ACTIVE")
                        .build())
                .build();
    }

    private GetScheduleResponse schedule(@Nullable String group, String name) {
        return Optional.ofNullable(state.schedules.get(key(group, name)))
                .orElseThrow(() -> AwsFault.of(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        404,
                        "Schedule " + name + " does not exist."));
    }

    private static String key(@Nullable String group, String name) {
        return Objects.requireNonNullElse(group, "default") + "/" + name;
    }
}
