package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.*;

/** Amazon Route 53: a change is PENDING for thirty seconds, then INSYNC. */
public final class EmbeddedRoute53 implements Route53Client {
    private final Estate estate;
    private final Route53State state;

    /** @param region ignored: the service is global */
    public EmbeddedRoute53(Estate estate, String region) {
        this.estate = estate;
        this.state = Route53State.of(estate);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListHostedZonesResponse listHostedZones(ListHostedZonesRequest r) {
        var page = estate.page(
                state.zones.values().stream().map(EmbeddedRoute53::counted).toList(), r.marker(), number(r.maxItems()));
        return ListHostedZonesResponse.builder()
                .hostedZones(page.items())
                .isTruncated(page.next() != null)
                .marker(Objects.requireNonNullElse(r.marker(), ""))
                .nextMarker(page.next())
                .maxItems(String.valueOf(estate.pageSize()))
                .build();
    }

    @Override
    public ListHostedZonesByNameResponse listHostedZonesByName(ListHostedZonesByNameRequest r) {
        var from = r.dnsName() == null ? "" : Route53Name.sortKey(r.dnsName());
        var size = size(r.maxItems());
        var all = state.zones.values().stream()
                .map(EmbeddedRoute53::counted)
                .filter(z -> Route53Name.sortKey(z.name()).compareTo(from) >= 0)
                .sorted(Comparator.comparing(z -> Route53Name.sortKey(z.name())))
                .toList();
        var more = all.size() > size;
        return ListHostedZonesByNameResponse.builder()
                .hostedZones(all.subList(0, Math.min(size, all.size())))
                .isTruncated(more)
                .dnsName(r.dnsName())
                .nextDNSName(more ? all.get(size).name() : null)
                .nextHostedZoneId(more ? id(all.get(size).id()) : null)
                .maxItems(String.valueOf(size))
                .build();
    }

    @Override
    public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest r) {
        var zone = zone(r.id());
        return GetHostedZoneResponse.builder()
                .hostedZone(counted(zone))
                .delegationSet(d -> d.nameServers(
                        zone.servers.stream().map(Route53Name::plain).toList()))
                .build();
    }

    @Override
    public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest r) {
        var all = zone(r.hostedZoneId()).current();
        var start = 0;
        if (r.startRecordName() != null) {
            var from = key(r.startRecordName(), r.startRecordTypeAsString(), r.startRecordIdentifier());
            while (start < all.size() && key(all.get(start)).compareTo(from) < 0) {
                start++;
            }
        }
        var end = Math.min(all.size(), start + size(r.maxItems()));
        Optional<ResourceRecordSet> next = end < all.size() ? Optional.of(all.get(end)) : Optional.empty();
        return ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(all.subList(start, end))
                .isTruncated(next.isPresent())
                .nextRecordName(next.map(ResourceRecordSet::name).orElse(null))
                .nextRecordType(next.map(ResourceRecordSet::typeAsString).orElse(null))
                .nextRecordIdentifier(next.map(ResourceRecordSet::setIdentifier).orElse(null))
                .maxItems(String.valueOf(size(r.maxItems())))
                .build();
    }

    @Override
    public ChangeResourceRecordSetsResponse changeResourceRecordSets(ChangeResourceRecordSetsRequest r) {
        var zone = zone(r.hostedZoneId());
        for (var change : r.changeBatch().changes()) {
            checkInput(change.resourceRecordSet());
            if (change.action() != ChangeAction.DELETE) {
                Optional.ofNullable(change.resourceRecordSet().healthCheckId()).ifPresent(this::check);
            }
        }
        var rules = new ChangeBatchRules(zone.zone.name(), zone.current())
                .apply(r.changeBatch().changes());
        if (!rules.wrong().isEmpty()) {
            var wrong = rules.wrong().stream().distinct().toList();
            throw AwsFault.of(
                    InvalidChangeBatchException.builder().messages(wrong),
                    "InvalidChangeBatch",
                    400,
                    "[" + String.join(", ", wrong) + "]");
        }
        zone.accept(rules.records(), estate.now());
        var id = "C" + estate.id("").toUpperCase(Locale.ROOT);
        state.changes.put(id, estate.now());
        return ChangeResourceRecordSetsResponse.builder().changeInfo(info(id)).build();
    }

    @Override
    public GetChangeResponse getChange(GetChangeRequest r) {
        var id = id(r.id());
        if (!state.changes.containsKey(id)) {
            throw AwsFault.of(
                    NoSuchChangeException.builder(), "NoSuchChange", 404, "Could not find resource with ID: " + id);
        }
        return GetChangeResponse.builder().changeInfo(info(id)).build();
    }

    @Override
    public CreateHealthCheckResponse createHealthCheck(CreateHealthCheckRequest r) {
        var known = state.healthChecks.values().stream()
                .filter(c -> c.description().callerReference().equals(r.callerReference()))
                .findFirst();
        if (known.isPresent()) {
            if (known.get().config().equals(normal(r.healthCheckConfig()))) {
                return created(known.get());
            }
            throw AwsFault.of(
                    HealthCheckAlreadyExistsException.builder(),
                    "HealthCheckAlreadyExists",
                    409,
                    "A health check with the same caller reference exists, but with different settings.");
        }
        var hex = estate.id("").substring(1);
        var id = "%s-%s-4%s-9%s-%s%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(13, 16),
                        hex.substring(0, 3),
                        hex.substring(4, 12),
                        hex.substring(0, 4));
        var made = new HealthCheckState(
                HealthCheck.builder()
                        .id(id)
                        .callerReference(r.callerReference())
                        .healthCheckConfig(normal(r.healthCheckConfig()))
                        .healthCheckVersion(1L)
                        .build(),
                estate.now());
        state.healthChecks.put(id, made);
        return created(made);
    }

    @Override
    public UpdateHealthCheckResponse updateHealthCheck(UpdateHealthCheckRequest r) {
        var check = check(r.healthCheckId());
        var changed = check.config().toBuilder();
        Optional.ofNullable(r.resourcePath()).ifPresent(changed::resourcePath);
        Optional.ofNullable(r.fullyQualifiedDomainName()).ifPresent(changed::fullyQualifiedDomainName);
        Optional.ofNullable(r.port()).ifPresent(changed::port);
        Optional.ofNullable(r.failureThreshold()).ifPresent(changed::failureThreshold);
        Optional.ofNullable(r.disabled()).ifPresent(changed::disabled);
        Optional.ofNullable(r.inverted()).ifPresent(changed::inverted);
        check.change(changed.build());
        return UpdateHealthCheckResponse.builder()
                .healthCheck(check.description())
                .build();
    }

    @Override
    public GetHealthCheckResponse getHealthCheck(GetHealthCheckRequest r) {
        return GetHealthCheckResponse.builder()
                .healthCheck(check(r.healthCheckId()).description())
                .build();
    }

    @Override
    public ListHealthChecksResponse listHealthChecks(ListHealthChecksRequest r) {
        var page = estate.page(
                state.healthChecks.values().stream()
                        .map(HealthCheckState::description)
                        .toList(),
                r.marker(),
                number(r.maxItems()));
        return ListHealthChecksResponse.builder()
                .healthChecks(page.items())
                .isTruncated(page.next() != null)
                .marker(Objects.requireNonNullElse(r.marker(), ""))
                .nextMarker(page.next())
                .maxItems(String.valueOf(estate.pageSize()))
                .build();
    }

    @Override
    public GetHealthCheckStatusResponse getHealthCheckStatus(GetHealthCheckStatusRequest r) {
        var check = check(r.healthCheckId());
        var well = check.lastSeen();
        var status = well
                ? "Success: HTTP Status Code 200, OK"
                : "Failure: " + new HostTable(estate).trouble(check.config());
        return GetHealthCheckStatusResponse.builder()
                .healthCheckObservations(List.of("eu-west-1", "us-east-1", "us-west-2", "ap-southeast-1").stream()
                        .map(region -> HealthCheckObservation.builder()
                                .region(region)
                                .ipAddress("15.177.2." + (10 + region.length()))
                                .statusReport(s -> s.status(status).checkedTime(estate.now()))
                                .build())
                        .toList())
                .build();
    }

    @Override
    public DeleteHealthCheckResponse deleteHealthCheck(DeleteHealthCheckRequest r) {
        check(r.healthCheckId());
        state.healthChecks.remove(r.healthCheckId());
        estate.tags().forget(arn("healthcheck", r.healthCheckId()));
        return DeleteHealthCheckResponse.builder().build();
    }

    @Override
    public ChangeTagsForResourceResponse changeTagsForResource(ChangeTagsForResourceRequest r) {
        switch (r.resourceType()) {
            case HEALTHCHECK -> check(r.resourceId());
            case HOSTEDZONE -> zone(r.resourceId());
            default -> throw input("Invalid resource type: " + r.resourceTypeAsString());
        }
        var arn = arn(r.resourceTypeAsString(), r.resourceId());
        estate.tags().put(arn, r.addTags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        estate.tags().remove(arn, r.removeTagKeys());
        return ChangeTagsForResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .resourceTagSet(tags(r.resourceTypeAsString(), r.resourceId()))
                .build();
    }

    @Override
    public ListTagsForResourcesResponse listTagsForResources(ListTagsForResourcesRequest r) {
        return ListTagsForResourcesResponse.builder()
                .resourceTagSets(r.resourceIds().stream()
                        .map(id -> tags(r.resourceTypeAsString(), id))
                        .toList())
                .build();
    }

    private ResourceTagSet tags(String type, String id) {
        var tags = estate.tags().of(arn(type, id));
        return ResourceTagSet.builder()
                .resourceType(type)
                .resourceId(id)
                .tags(tags.entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static String arn(String type, String id) {
        return "arn:aws:route53:::" + type + "/" + id(id);
    }

    private static void checkInput(ResourceRecordSet set) {
        if (set.aliasTarget() != null && set.ttl() != null) {
            throw input("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
                    + " TrafficPolicyInstanceId], but found more than one in Change with [Action=UPSERT, Name="
                    + set.name()
                    + ", Type=" + set.typeAsString() + ", SetIdentifier=" + set.setIdentifier() + "]");
        }
        if (set.aliasTarget() == null && set.ttl() == null) {
            throw input("Invalid request: Missing field 'TTL' in Change with [Name=" + set.name() + ", Type="
                    + set.typeAsString() + "]");
        }
        if (set.failover() != null && set.setIdentifier() == null) {
            throw input("Invalid request: Missing field 'SetIdentifier' in Change with [Name=" + set.name() + ", Type="
                    + set.typeAsString() + "]");
        }
    }

    private ChangeInfo info(String id) {
        var submitted = Objects.requireNonNull(state.changes.get(id));
        var spread = !estate.now().isBefore(submitted.plus(HostedZoneState.SPREADING));
        return ChangeInfo.builder()
                .id("/change/" + id)
                .submittedAt(submitted)
                .status(spread ? ChangeStatus.INSYNC : ChangeStatus.PENDING)
                .build();
    }

    private static CreateHealthCheckResponse created(HealthCheckState check) {
        return CreateHealthCheckResponse.builder()
                .healthCheck(check.description())
                .location("https://route53.amazonaws.com/2013-04-01/healthcheck/"
                        + check.description().id())
                .build();
    }

    private static HealthCheckConfig normal(HealthCheckConfig config) {
        return config.toBuilder()
                .requestInterval(Objects.requireNonNullElse(config.requestInterval(), 30))
                .failureThreshold(Objects.requireNonNullElse(config.failureThreshold(), 3))
                .inverted(Objects.requireNonNullElse(config.inverted(), false))
                .disabled(Objects.requireNonNullElse(config.disabled(), false))
                .enableSNI(Objects.requireNonNullElse(config.enableSNI(), config.type() == HealthCheckType.HTTPS))
                .build();
    }

    private static HostedZone counted(HostedZoneState zone) {
        return zone.zone.toBuilder()
                .resourceRecordSetCount((long) zone.current().size())
                .build();
    }

    private HostedZoneState zone(String id) {
        return Optional.ofNullable(state.zones.get(id(id)))
                .orElseThrow(() -> AwsFault.of(
                        NoSuchHostedZoneException.builder(),
                        "NoSuchHostedZone",
                        404,
                        "No hosted zone found with ID: " + id(id)));
    }

    private HealthCheckState check(String id) {
        return Optional.ofNullable(state.healthChecks.get(id))
                .orElseThrow(() -> AwsFault.of(
                        NoSuchHealthCheckException.builder(),
                        "NoSuchHealthCheck",
                        404,
                        "A health check with id " + id + " does not exist."));
    }

    private static String key(ResourceRecordSet set) {
        return key(set.name(), set.typeAsString(), set.setIdentifier());
    }

    private static String key(String name, @Nullable String type, @Nullable String identifier) {
        return Route53Name.sortKey(name) + "\0" + Objects.requireNonNullElse(type, "") + "\0"
                + Objects.requireNonNullElse(identifier, "");
    }

    private int size(@Nullable String wanted) {
        return wanted == null ? estate.pageSize() : Math.min(Integer.parseInt(wanted), estate.pageSize());
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static String id(String pathOrId) {
        return pathOrId.substring(pathOrId.lastIndexOf('/') + 1);
    }

    private static AwsServiceException input(String message) {
        return AwsFault.of(InvalidInputException.builder(), "InvalidInput", 400, message);
    }
}
