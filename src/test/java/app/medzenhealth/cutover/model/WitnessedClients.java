package app.medzenhealth.cutover.model;

import app.medzenhealth.cutover.action.catalogue.Operation;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.RequestShape;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The same clients, with a witness of every request and of what it was answered.
 *
 * @param clients what answers
 */
record WitnessedClients(Clients clients, Witness witness) implements Clients {

    /** Hears of every call, on any thread. */
    interface Witness {
        void sent(Operation operation, SdkRequest request);

        void answered(Operation operation, SdkPojo answer);

        void refused(Operation operation, AwsServiceException refusal);
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return InterceptedClient.of(type, new Calls(clients.client(type, region)));
    }

    private final class Calls implements InterceptedClient.Calls {
        private final SdkClient target;

        Calls(SdkClient target) {
            this.target = target;
        }

        @Override
        public @Nullable Object send(InterceptedClient.Sending sending) throws Throwable {
            var shape = RequestShape.of(sending.request());
            var operation = new Operation(shape.service(), shape.operation());
            witness.sent(operation, sending.request());
            try {
                var answer = sending.to(target, sending.request());
                if (answer instanceof SdkPojo pojo) {
                    witness.answered(operation, pojo);
                }
                return answer;
            } catch (AwsServiceException e) {
                witness.refused(operation, e);
                throw e;
            }
        }

        @Override
        public String serviceName() {
            return target.serviceName();
        }

        @Override
        public Object waiter(SdkClient client, Class<?> waiter) throws Throwable {
            try {
                var builder = waiter.getMethod("builder").invoke(null);
                Class<?> made = waiter.getMethod("builder").getReturnType();
                for (var method : made.getMethods()) {
                    if (method.getName().equals("client")) {
                        method.invoke(builder, client);
                    }
                }
                return made.getMethod("build").invoke(builder);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        public RuntimeException forbidden(String method, String why) {
            return new UnsupportedOperationException(method + ": " + why);
        }

        @Override
        public String described() {
            return "witnessed " + target;
        }
    }
}
