package app.medzenhealth.cutover.rehearsal.compute;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/**
 * What the program in a container answers. EHRbase answers as EHRbase does under the docker profile of its image; any other image
 * answers 200 to everything, as the echo server that it might be.
 *
 * <p>Its defaults (github.com/ehrbase/ehrbase, configuration/src/main/resources): {@code application-docker.yml} asks nobody for a
 * password; {@code application.yml} has no management endpoint, and those switched on are the administrators' alone. Each is set by a
 * variable named as the property.
 */
final class ContainerApplication {

    record Reply(int status, String contentType, String body) {}

    private static final List<String> READS = List.of("GET", "HEAD", "OPTIONS");
    private static final String HEALTH = "/ehrbase/management/health";

    private final String image;
    private final Map<String, String> settings = new TreeMap<>();

    /** Settings from secrets are set, whatever their value. */
    ContainerApplication(ContainerDefinition container) {
        this.image = container.image();
        container.environment().forEach(e -> settings.put(e.name(), String.valueOf(e.value())));
        container.secrets().forEach(s -> settings.put(s.name(), ""));
    }

    /** @param authorized whether the request carries an Authorization header */
    Reply reply(String method, String path, boolean authorized, DatabaseReach database) {
        return image.contains("ehrbase")
                ? ehrbase(method, path, authorized, database)
                : new Reply(200, "text/plain", "ok");
    }

    private Reply ehrbase(String method, String path, boolean authorized, DatabaseReach database) {
        var asks = !setting("SECURITY_AUTHTYPE", "NONE").equalsIgnoreCase("NONE");
        var management = path.startsWith("/ehrbase/management/");
        if (asks && !authorized && !(management && isPublic())) {
            return json(401, "{\"error\":\"Unauthorized\"}");
        }
        if (management) {
            return management(path, database);
        }
        if (path.equals("/ehrbase/rest/status")) {
            var version = image.substring(image.lastIndexOf(':') + 1);
            return json(200, "{\"ehrbase_version\":\"%s\",\"openehr_sdk_version\":\"2.20.0\"}".formatted(version));
        }
        if (!path.startsWith("/ehrbase/rest/")) {
            return json(404, "{\"error\":\"Not Found\"}");
        }
        if (database == DatabaseReach.UNREACHABLE) {
            return json(503, "{\"error\":\"Service Unavailable\",\"message\":\"The database does not answer\"}");
        }
        if (!READS.contains(method) && database == DatabaseReach.READ_ONLY) {
            return json(
                    503,
                    "{\"error\":\"Service Unavailable\",\"message\":\"cannot execute INSERT in a read-only transaction\"}");
        }
        return switch (method) {
            case "POST" -> json(201, "{\"ehr_id\":{\"value\":\"7d44b88c-4199-4bad-97dc-d78268e01398\"}}");
            case "PUT" -> json(200, "{}");
            case "DELETE" -> json(204, "");
            default ->
                json(
                        200,
                        path.contains("/definition/template/")
                                ? "[{\"template_id\":\"medzen.vital_signs.v1\"}]"
                                : "{}");
        };
    }

    /** {@code SecurityConfig} of EHRbase: PUBLIC lets everybody see the management endpoints, else an administrator. */
    private boolean isPublic() {
        return setting("MANAGEMENT_ENDPOINTS_WEB_ACCESS", "ADMIN_ONLY").equals("PUBLIC");
    }

    /**
     * Health asks the database for a connection, which a replica gives as a primary does; liveness and readiness ask the application
     * alone, and exist where probes are switched on (Spring Boot Reference, Production-ready Features, Kubernetes Probes).
     */
    private Reply management(String path, DatabaseReach database) {
        if (!setting("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "false").equals("true")) {
            return json(404, "{\"error\":\"Not Found\"}");
        }
        if (path.equals(HEALTH)) {
            return database == DatabaseReach.UNREACHABLE
                    ? json(503, "{\"status\":\"DOWN\"}")
                    : json(200, "{\"status\":\"UP\"}");
        }
        var probes =
                setting("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED", "false").equals("true");
        return probes && (path.equals(HEALTH + "/liveness") || path.equals(HEALTH + "/readiness"))
                ? json(200, "{\"status\":\"UP\"}")
                : json(404, "{\"error\":\"Not Found\"}");
    }

    private String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }

    private static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }
}
