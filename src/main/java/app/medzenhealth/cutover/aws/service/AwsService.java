package app.medzenhealth.cutover.aws.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/**
 * One AWS service and all that differs from service to service in how it is called, permitted, recorded and read.
 *
 * <p>Reads are the operations that are known to change nothing. Whatever is not among them changes something, or counts as if it
 * did: operations that nobody named, those that hand out secrets or credentials ({@code GetSecretValue}, {@code Decrypt},
 * {@code AssumeRole}, {@code GetAuthorizationToken}), those that run code ({@code Invoke}) and those that read patients' data
 * ({@code GetObject}, {@code Scan}), which the console has no business to see.
 *
 * @param id the SDK's service id in lower case without blanks, which is the package of its client
 * @param name as plans, the inventory and screens say; services with one name are one to a person
 * @param command the aws CLI's
 * @param iamPrefix before the colon of an action; the service in ARNs is called the same
 * @param signingName what requests are signed for
 * @param client looked up when it is needed: the interface of a client is large, and most commands need few or none
 * @param actions what IAM calls the operations
 * @param reads as AWS spells them
 * @param members the members of requests that say what is changed, in order of precedence: where a request names several things,
 *     the one that is made, changed or deleted comes first, not the one it is made from
 * @param firstMembers by operation, where that operation's first thing is not its service's
 * @param spelling words of the SDK's operations, or whole operations, that AWS spells otherwise ({@code Db} and {@code DB})
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">Service Authorization Reference</a>
 */
public record AwsService(
        String id,
        String name,
        String command,
        String iamPrefix,
        String signingName,
        Scope scope,
        Protocol protocol,
        Supplier<Class<? extends SdkClient>> client,
        ActionNames actions,
        Set<String> reads,
        List<String> members,
        Map<String, String> firstMembers,
        Map<String, String> spelling) {

    /** Where a service is. */
    public enum Scope {
        REGIONAL,
        /** Without regions of its own: its clients live in {@code us-east-1}. */
        GLOBAL
    }

    /** How requests and answers look. */
    public enum Protocol {
        QUERY,
        EC2,
        JSON,
        REST_JSON,
        REST_XML;

        public boolean speaksXml() {
            return this == QUERY || this == EC2 || this == REST_XML;
        }
    }

    public AwsService {
        reads = Set.copyOf(reads);
        members = List.copyOf(members);
        firstMembers = Map.copyOf(firstMembers);
        spelling = Map.copyOf(spelling);
    }

    /** The service as ARNs have it. */
    public String arnName() {
        return iamPrefix;
    }

    /** The IAM action that an operation needs, with its prefix. */
    public String action(String operation) {
        return iamPrefix + ":" + actions.of(operation);
    }

    /** A service that is regional and called by its id everywhere, until more is said of it. */
    static Builder service(String id, Protocol protocol, Supplier<Class<? extends SdkClient>> client) {
        return new Builder(id, protocol, client);
    }

    /** Says of a service only what differs. */
    static final class Builder {
        private final String id;
        private final Protocol protocol;
        private final Supplier<Class<? extends SdkClient>> client;
        private final Map<String, String> firstMembers = new HashMap<>();
        private final Map<String, String> spelling = new HashMap<>();
        private String name;
        private String command;
        private String iamPrefix;
        private String signingName = "";
        private Scope scope = Scope.REGIONAL;
        private ActionNames actions = new ActionNames.AsOperations(Map.of());
        private Set<String> reads = Set.of();
        private List<String> members = List.of();

        private Builder(String id, Protocol protocol, Supplier<Class<? extends SdkClient>> client) {
            this.id = id;
            this.protocol = protocol;
            this.client = client;
            this.name = id;
            this.command = id;
            this.iamPrefix = id;
        }

        /** In the inventory, and by the CLI where nothing else is said of that. */
        Builder named(String name) {
            this.name = name;
            this.command = name;
            return this;
        }

        Builder command(String command) {
            this.command = command;
            return this;
        }

        /** In IAM, and in signatures where nothing else is said of those. */
        Builder iam(String prefix) {
            this.iamPrefix = prefix;
            return this;
        }

        Builder signing(String name) {
            this.signingName = name;
            return this;
        }

        Builder global() {
            this.scope = Scope.GLOBAL;
            return this;
        }

        Builder actions(ActionNames actions) {
            this.actions = actions;
            return this;
        }

        /** @param operations separated by white space */
        Builder reads(String operations) {
            this.reads = Set.of(operations.strip().split("\\s+"));
            return this;
        }

        Builder members(String... members) {
            this.members = List.of(members);
            return this;
        }

        Builder firstMember(String operation, String member) {
            firstMembers.put(operation, member);
            return this;
        }

        Builder spelled(String sdk, String aws) {
            spelling.put(sdk, aws);
            return this;
        }

        AwsService build() {
            return new AwsService(
                    id,
                    name,
                    command,
                    iamPrefix,
                    signingName.isEmpty() ? iamPrefix : signingName,
                    scope,
                    protocol,
                    client,
                    actions,
                    reads,
                    members,
                    firstMembers,
                    spelling);
        }
    }
}
