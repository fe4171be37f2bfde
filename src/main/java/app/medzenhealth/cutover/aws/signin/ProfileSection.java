package app.medzenhealth.cutover.aws.signin;

import java.util.Map;
import java.util.Optional;

/** A section of the AWS config or credentials file: its settings by name, in lower case. */
record ProfileSection(Map<String, String> settings) {

    Optional<String> property(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** Whether it is there and says something. */
    boolean has(String name) {
        return property(name).filter(v -> !v.isBlank()).isPresent();
    }

    /** Without the values, which may be keys. */
    @Override
    public String toString() {
        return "Section" + settings.keySet();
    }
}
