package app.medzenhealth.cutover.rehearsal.compute;

import java.util.List;

/**
 * What the program in a container answers. EHRbase answers as EHRbase does; any other image answers 200 to everything, as the
 * echo server that it might be.
 */
final class ContainerApplication {

    record Reply(int status, String contentType, String body) {}

    private static final List<String> READS = List.of("GET", "HEAD", "OPTIONS");

    private ContainerApplication() {}

    /** @param authorized whether the request carries an Authorization header */
    static Reply reply(String image, String method, String path, boolean authorized, DatabaseReach database) {
        return image.contains("ehrbase")
                ? ehrbase(image, method, path, authorized, database)
                : new Reply(200, "text/plain", "ok");
    }

    private static Reply ehrbase(String image, String method, String path, boolean authorized, DatabaseReach database) {
        if (path.equals("/ehrbase/management/health") || path.equals("/ehrbase/management/health/liveness")) {
            return json(200, "{\"status\":\"UP\"}");
        }
        if (path.equals("/ehrbase/management/health/readiness")) {
            return database == DatabaseReach.WRITABLE || database == DatabaseReach.NONE
                    ? json(200, "{\"status\":\"UP\"}")
                    : json(503, "{\"status\":\"OUT_OF_SERVICE\"}");
        }
        if (path.equals("/ehrbase/rest/status")) {
            var version = image.substring(image.lastIndexOf(':') + 1);
            return json(200, "{\"ehrbase_version\":\"%s\",\"openehr_sdk_version\":\"2.20.0\"}".formatted(version));
        }
        if (!path.startsWith("/ehrbase/rest/")) {
            return json(404, "{\"error\":\"Not Found\"}");
        }
        if (!authorized) {
            return json(401, "{\"error\":\"Unauthorized\"}");
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

    private static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }
}
