package app.medzenhealth.cutover.aws.read;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** The classes that answers are made of, met without an answer: an archive of classes holds only those that were initialized. */
public final class Shapes {

    private final Set<Class<?>> met = new HashSet<>();

    private Shapes() {}

    /** Initializes what the answers to the inventory's reads can hold. */
    public static void meet() {
        Shapes shapes = new Shapes();
        for (Class<? extends SdkClient> client : Warmth.clients()) {
            for (Reader reader : Readers.inventory()) {
                for (String operation : reader.operations()) {
                    shapes.answer(client, operation).ifPresent(shapes::initialized);
                }
            }
        }
    }

    /** Empty where the service has no such operation. */
    private Optional<SdkPojo> answer(Class<? extends SdkClient> client, String operation) {
        String name = client.getPackageName() + ".model." + operation + "Response";
        try {
            Object builder = Class.forName(name).getMethod("builder").invoke(null);
            return builder instanceof SdkPojo pojo ? Optional.of(pojo) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " cannot be built", e);
        }
    }

    private void initialized(SdkPojo pojo) {
        if (met.add(pojo.getClass())) {
            pojo.sdkFields().forEach(this::initialized);
        }
    }

    private void initialized(SdkField<?> field) {
        if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
            initialized(field.constructor().get());
        } else if (field.marshallingType().equals(MarshallingType.LIST)) {
            initialized(field.getTrait(ListTrait.class).memberFieldInfo());
        } else if (field.marshallingType().equals(MarshallingType.MAP)) {
            initialized(field.getTrait(MapTrait.class).valueFieldInfo());
        }
    }
}
