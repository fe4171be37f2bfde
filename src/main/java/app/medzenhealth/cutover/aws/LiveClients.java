package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.concurrent.Once;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Clients of AWS itself, with the credentials given. They go through {@link Guard} before anyone gets them.
 *
 * <p>Never the SDK's default chain: it would end at the machine's metadata. Regions are given, so that STS is asked in its own
 * region. Retries are the SDK's standard ones, but no read is sent again for being slow, see {@link Attempts}; {@link Guard} takes
 * them away from mutating calls that carry no token.
 */
public final class LiveClients implements Clients, SdkAutoCloseable {

    static {
        // Kinesis alone would answer in CBOR, which is neither of what answers are known by.
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
    }

    /** More than all services of all regions are read with at once. */
    private static final int CONNECTIONS = 256;

    /** Closing a connection may hold one of them up. */
    private static final int CLOCKS = 4;

    /** AWS closes idle connections too, and a request that meets a closed one is lost. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Endpoints, retries and the like come from the default profile unless it is replaced: nobody chose that one. */
    private static final ProfileFile NO_SETTINGS = ProfileFile.builder()
            .content(new ByteArrayInputStream(new byte[0]))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();

    static {
        // Each client reads the operator's files all the same, warns of every name that its grammar does not know, and
        // cannot be
        // made where it does not understand a line. A folder is no file to it.
        System.setProperty("aws.configFile", File.separator);
        System.setProperty("aws.sharedCredentialsFile", File.separator);
    }

    private record Which(Class<?> type, String region) {}

    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final Patience patience;
    private final Consumer<Instant> dates;
    private final SdkHttpClient http;
    /** For the time-outs of all clients: each would else have five threads of its own. */
    private final ScheduledExecutorService clock = Threads.clock(CLOCKS, "aws time-outs");

    private final Once<Which, SdkClient> clients = new Once<>();

    /**
     * @param endpoint an emulator to talk to in place of AWS
     * @throws Refused if the endpoint is neither on this machine nor AWS's, or if the environment names another
     */
    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this(credentials, endpoint, Patience.USUAL);
    }

    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint, Patience patience) {
        this(credentials, endpoint, patience, Network.here());
    }

    /** @param network by which AWS is reached; an endpoint on this machine is reached without a proxy */
    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint, Patience patience, Network network) {
        this(credentials, endpoint, patience, network, date -> {});
    }

    /** @param dates told what AWS's own clock says, of each answer */
    public LiveClients(
            AwsCredentialsProvider credentials,
            Optional<URI> endpoint,
            Patience patience,
            Network network,
            Consumer<Instant> dates) {
        Endpoint.refuseHidden(System.getenv(), System.getProperties());
        this.credentials = credentials;
        this.endpoint = endpoint.map(Endpoint::allowed);
        this.patience = patience;
        this.dates = dates;
        this.http = new InterruptibleHttp(http(patience, network), clock);
    }

    /**
     * Apache's and not Java's own, which cannot send PATCH (API Gateway's updates) and, where the answer to a DELETE is lost,
     * sends it again by itself. Its own proxies are switched off: they would take {@code HTTP_PROXY} for HTTPS, and a proxy's
     * refusal for AWS's.
     */
    private static SdkHttpClient http(Patience patience, Network network) {
        var sockets = new AwsSockets(network);
        return ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.silence())
                .connectionAcquisitionTimeout(patience.call())
                .connectionMaxIdleTime(IDLE)
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build())
                .socketFactory(sockets)
                .dnsResolver(sockets::addresses)
                .build();
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return type.cast(clients.get(new Which(type, region), w -> make(type, region)));
    }

    private SdkClient make(Class<? extends SdkClient> type, String region) {
        try {
            var builder = builder(type);
            if (!(builder instanceof AwsClientBuilder<?, ?> aws)
                    || !(builder instanceof SdkSyncClientBuilder<?, ?> sync)) {
                throw new IllegalArgumentException(type.getName() + " is not a synchronous AWS client");
            }
            sync.httpClient(http);
            aws.region(Region.of(region));
            aws.credentialsProvider(credentials);
            aws.defaultsMode(DefaultsMode.STANDARD);
            aws.overrideConfiguration(configuration());
            endpoint.ifPresent(aws::endpointOverride);
            if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
                s3.crossRegionAccessEnabled(false);
                s3.forcePathStyle(endpoint.isPresent());
            }
            return type.cast(aws.build());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be built", e);
        }
    }

    /** Found by its name and type: looking through the interface's methods would load every request there is. */
    private static Object builder(Class<? extends SdkClient> type) throws ReflectiveOperationException {
        Class<?> made = Class.forName(type.getName() + "Builder", true, type.getClassLoader());
        try {
            return MethodHandles.publicLookup()
                    .findStatic(type, "builder", MethodType.methodType(made))
                    .invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(type.getName() + " cannot be built", e);
        }
    }

    private ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(patience.call())
                .scheduledExecutorService(clock)
                .addExecutionInterceptor(new Attempts(patience))
                .defaultProfileFile(NO_SETTINGS)
                .addExecutionInterceptor(new WholeAnswers())
                .addExecutionInterceptor(new AnswerDates(dates))
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build();
    }

    @Override
    public void close() {
        clients.made().forEach(SdkClient::close);
        http.close();
        clock.shutdownNow();
    }
}
