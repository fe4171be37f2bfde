package app.medzenhealth.cutover.rehearsal.stacks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What CloudFormation does for members of one type. It makes them as anybody would, so that their own service refuses what it
 * always refuses.
 *
 * @param takes until a member is complete, and until it is deleted
 */
record ResourceKind(Duration takes, Maker maker, Remover remover) {

    /** @param physicalId what Ref gives */
    record Made(String physicalId, Map<String, String> attributes) {}

    @FunctionalInterface
    interface Maker {
        Made make(Site site, Map<String, Object> properties);
    }

    @FunctionalInterface
    interface Remover {
        void remove(Site site, String physicalId);
    }

    private static final Map<String, ResourceKind> KINDS = new HashMap<>();

    static {
        KINDS.putAll(NetworkKinds.ALL);
        KINDS.putAll(ComputeKinds.ALL);
        KINDS.putAll(DataKinds.ALL);
    }

    static ResourceKind taking(long seconds, Maker maker, Remover remover) {
        return new ResourceKind(Duration.ofSeconds(seconds), maker, remover);
    }

    /** @param type as templates spell it, for example {@code AWS::ECS::Cluster} */
    static Optional<ResourceKind> of(String type) {
        return Optional.ofNullable(KINDS.get(type));
    }
}
