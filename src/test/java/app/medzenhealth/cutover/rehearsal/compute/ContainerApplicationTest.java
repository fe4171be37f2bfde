package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * EHRbase by its own configuration: github.com/ehrbase/ehrbase, configuration/src/main/resources/application.yml and
 * application-docker.yml, and configuration/src/main/java/org/ehrbase/configuration/config/security.
 */
class ContainerApplicationTest {
    private static final String TEMPLATES = "/ehrbase/rest/openehr/v1/definition/template/adl1.4";
    private static final String HEALTH = "/ehrbase/management/health";

    private static ContainerApplication ehrbase(KeyValuePair... settings) {
        return new ContainerApplication(ContainerDefinition.builder()
                .image("ehrbase/ehrbase:2.11.0")
                .environment(settings)
                .build());
    }

    private static KeyValuePair set(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static ContainerApplication inProduction() {
        return ehrbase(TestEstate.EHRBASE.toArray(KeyValuePair[]::new));
    }

    private static int status(ContainerApplication of, String path, DatabaseReach database) {
        return of.reply("GET", path, false, database).status();
    }

    @Test
    void by_itself_ehrbase_asks_nobody_for_a_password() {
        assertThat(status(ehrbase(), TEMPLATES, DatabaseReach.WRITABLE)).isEqualTo(200);
        assertThat(status(ehrbase(set("SECURITY_AUTHTYPE", "BASIC")), TEMPLATES, DatabaseReach.WRITABLE))
                .isEqualTo(401);
    }

    @Test
    void with_a_password_every_path_but_public_management_asks_for_it() {
        assertThat(Stream.of(TEMPLATES, "/ehrbase/rest/status", "/ehrbase/anything")
                        .map(path -> status(inProduction(), path, DatabaseReach.WRITABLE)))
                .containsOnly(401);
        assertThat(status(inProduction(), HEALTH, DatabaseReach.WRITABLE)).isEqualTo(200);
    }

    @Test
    void by_itself_ehrbase_has_no_health_path() {
        assertThat(status(ehrbase(), HEALTH, DatabaseReach.WRITABLE)).isEqualTo(404);
        assertThat(status(ehrbase(set("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "true")), HEALTH, DatabaseReach.WRITABLE))
                .isEqualTo(200);
    }

    @Test
    void health_is_the_administrators_unless_it_is_made_public() {
        var secured = ehrbase(set("SECURITY_AUTHTYPE", "BASIC"), set("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "true"));

        assertThat(status(secured, HEALTH, DatabaseReach.WRITABLE)).isEqualTo(401);
        assertThat(secured.reply("GET", HEALTH, true, DatabaseReach.WRITABLE).status())
                .isEqualTo(200);
    }

    /** Spring Boot Reference, Kubernetes Probes: the readiness group holds readinessState alone unless it is given more. */
    @Test
    void readiness_and_health_are_green_on_a_replica_that_takes_no_writes() {
        assertThat(status(inProduction(), HEALTH + "/readiness", DatabaseReach.READ_ONLY))
                .isEqualTo(200);
        assertThat(status(inProduction(), HEALTH, DatabaseReach.READ_ONLY)).isEqualTo(200);
        assertThat(inProduction()
                        .reply("POST", "/ehrbase/rest/openehr/v1/ehr", true, DatabaseReach.READ_ONLY)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void health_is_red_and_readiness_green_where_the_database_does_not_answer() {
        assertThat(status(inProduction(), HEALTH, DatabaseReach.UNREACHABLE)).isEqualTo(503);
        assertThat(status(inProduction(), HEALTH + "/readiness", DatabaseReach.UNREACHABLE))
                .isEqualTo(200);
    }

    @Test
    void probes_are_not_there_unless_they_are_switched_on() {
        var without = ehrbase(set("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "true"));

        assertThat(status(without, HEALTH + "/readiness", DatabaseReach.WRITABLE))
                .isEqualTo(404);
        assertThat(status(inProduction(), HEALTH + "/liveness", DatabaseReach.WRITABLE))
                .isEqualTo(200);
    }
}
