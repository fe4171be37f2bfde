package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:5000",
                "http://localhost:4566",
                "https://127.8.9.1",
                "http://[::1]:5000",
                "https://rds.eu-central-1.amazonaws.com",
                "https://s3.dualstack.eu-west-1.amazonaws.com",
                "https://lambda.eu-west-1.api.aws"
            })
    void this_machine_and_aws_may_be_talked_to(String endpoint) {
        assertThat(Endpoint.allowed(URI.create(endpoint))).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.5:5000",
                "http://169.254.169.254",
                "https://example.com",
                "https://amazonaws.com.example.com",
                "https://rds.eu-central-1.amazonaws.com.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com:5000",
                "http://127.0.0.1@example.com",
                "http://rds.eu-central-1.amazonaws.com",
                "http://[fe80::1]",
                "ftp://127.0.0.1",
                "127.0.0.1:5000",
                "http:///nowhere"
            })
    void nothing_else_may_and_the_refusal_says_that_nothing_was_sent(String endpoint) {
        var uri = URI.create(endpoint.startsWith("127") ? "//" + endpoint : endpoint);
        assertThatThrownBy(() -> Endpoint.allowed(uri))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Nothing was sent");
    }

    @Test
    void an_endpoint_that_only_the_environment_knows_is_refused_by_its_name() {
        assertThatThrownBy(() -> Endpoint.refuseHidden(Map.of("AWS_ENDPOINT_URL_RDS", "http://10.0.0.5"), Map.of()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_RDS")
                .hasMessageContaining("--endpoint-url");
        assertThatThrownBy(() -> Endpoint.refuseHidden(Map.of(), Map.of("aws.endpointUrl", "http://10.0.0.5")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("aws.endpointUrl");
        assertThatCode(() -> Endpoint.refuseHidden(Map.of("AWS_ENDPOINT_URL", "", "AWS_REGION", "x"), Map.of()))
                .doesNotThrowAnyException();
    }
}
