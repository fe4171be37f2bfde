package app.medzenhealth.cutover.aws;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
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

    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);

    private record Which(Class<?> type, String region) {}

    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final SdkHttpClient http;
    private final Map<Which, SdkClient> clients = new ConcurrentHashMap<>();

    /**
     * @param endpoint an emulator to talk to in place of AWS
     */
    public LiveClients(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(ATTEMPT)
                .build();
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
            Object builder = builder(type);
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

    private static ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
    }
}
