package app.medzenhealth.cutover.aws.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsNamesTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org., example.org",
        "Example.ORG., example.org., example.org",
        "*.example.org, \\052.example.org., *.example.org",
        "\\052.example.org., \\052.example.org., *.example.org",
        "a*.example.org, a\\052.example.org., a\\052.example.org",
        "_dmarc.a-b.example.org, _dmarc.a-b.example.org., _dmarc.a-b.example.org",
        "a\\056b.example.org, a\\056b.example.org., a\\056b.example.org",
        "a\\05, a\\13405., a\\13405",
        "z9Z0.a, z9z0.a., z9z0.a",
        "{x}.a, \\173x\\175.a., \\173x\\175.a",
        "'a[b.c', a\\133b.c., a\\133b.c",
        "\\400.a, \\134400.a., \\134400.a",
    })
    void a_domain_name_is_one_however_it_is_written(String written, String absolute, String plain) {
        assertThat(DnsName.of(written).absolute()).isEqualTo(absolute);
        assertThat(DnsName.of(written).plain()).isEqualTo(plain);
        assertThat(DnsName.same(written, absolute)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "www.example.org, example.org, true",
        "badexample.org, example.org, false",
        "org, example.org, false",
    })
    void a_name_is_within_its_zone_by_whole_labels(String name, String zone, boolean within) {
        assertThat(DnsName.of(name).within(DnsName.of(zone))).isEqualTo(within);
    }
}
