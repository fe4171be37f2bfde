package app.medzenhealth.cutover.aws;

import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Clients of AWS itself, with the credentials of one named profile. They go through {@link Guard} before anyone gets them.
 *
 * <p>Never the SDK's default chain: it would end at the machine's metadata. Regions are given, so that STS is asked in its own
 * region. Retries are the SDK's standard ones; {@link Guard} takes them away from mutating calls that carry no token.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">credential_source</a>
 */
public final class LiveClients implements Clients, SdkAutoCloseable {

    /** More than all services of all regions are read with at once. */
    private static final int CONNECTIONS = 256;

    /** AWS closes idle connections too, and a request that meets a closed one is lost. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Endpoints, retries and the like come from the default profile unless it is replaced: nobody chose that one. */
    private static final ProfileFile NO_SETTINGS = ProfileFile.builder()
            .content(new ByteArrayInputStream(new byte[0]))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();

    private record Which(Class<?> type, String region) {}

    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final Patience patience;
    private final SdkHttpClient http;
    private final Map<Which, SdkClient> clients = new ConcurrentHashMap<>();

    /**
     * @param endpoint an emulator to talk to in place of AWS
     * @throws Refused if the endpoint is neither on this machine nor AWS's, or if the environment names another
     */
    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this(credentials, endpoint, Patience.USUAL);
    }

    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint, Patience patience) {
        Endpoint.refuseHidden(System.getenv(), System.getProperties());
        this.credentials = credentials;
        this.endpoint = endpoint.map(Endpoint::allowed);
        this.patience = patience;
        this.http = http(patience, endpoint.filter(Endpoint::isLoopback).isPresent());
    }

    /**
     * Apache's and not Java's own, which cannot send PATCH (API Gateway's updates) and, where the answer to a DELETE is lost,
     * sends it again by itself.
     */
    private static SdkHttpClient http(Patience patience, boolean loopback) {
        ApacheHttpClient.Builder builder = ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.attempt())
                .connectionAcquisitionTimeout(patience.call())
                .connectionMaxIdleTime(IDLE);
        if (loopback) {
            builder.proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build());
        }
        return builder.build();
    }

    /**
     * With a profile of the operator's AWS config and credentials files.
     *
     * @throws Refused if there is no such profile, or if it takes its credentials from the machine or container it runs on
     */
    public static LiveClients ofProfile(String profile, Optional<URI> endpoint) {
        return ofProfile(ProfileFile.defaultProfileFile(), profile, endpoint);
    }

    static LiveClients ofProfile(ProfileFile file, String profile, Optional<URI> endpoint) {
        refuseMachineCredentials(file, profile, 0);
        return new LiveClients(
                ProfileCredentialsProvider.builder()
                        .profileFile(() -> file)
                        .profileName(profile)
                        .build(),
                endpoint);
    }

    private static void refuseMachineCredentials(ProfileFile file, String name, int depth) {
        Profile profile = file.profile(name)
                .orElseThrow(() ->
                        new Refused("There is no profile \"" + name + "\" in the AWS config or credentials file"));
        String source = profile.property(ProfileProperty.CREDENTIAL_SOURCE).orElse("Environment");
        if (!source.toLowerCase(Locale.ROOT).equals("environment")) {
            throw new Refused("Profile \"" + name + "\" takes its credentials from " + source
                    + ": the machine's own credentials are never used. Name a profile with a person's credentials.");
        }
        Optional<String> from = profile.property(ProfileProperty.SOURCE_PROFILE).filter(p -> !p.equals(name));
        if (from.isPresent() && depth < 10) {
            refuseMachineCredentials(file, from.get(), depth + 1);
        }
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return type.cast(clients.computeIfAbsent(new Which(type, region), w -> make(type, region)));
    }

    private SdkClient make(Class<? extends SdkClient> type, String region) {
        try {
            Object builder = type.getMethod("builder").invoke(null);
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
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be built", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be built", e.getCause());
        }
    }

    private ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(patience.attempt())
                .apiCallTimeout(patience.call())
                .defaultProfileFile(NO_SETTINGS)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
    }
}
