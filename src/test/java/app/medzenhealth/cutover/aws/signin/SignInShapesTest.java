package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.network.CompanyProxy;
import app.medzenhealth.cutover.network.OwnAuthority;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of setting up one's AWS files and environment that people have: understood, or refused in the right words. */
class SignInShapesTest {
    private static final Path SHAPES = Path.of("src/test/resources/signin");
    private static final String STS = "sts.eu-central-1.amazonaws.com";
    private static final List<String> RUN = new ArrayList<>();

    @TempDir
    private static Path shared;

    private static HttpsServer serving;

    private static volatile AwsFront answering;

    @TempDir
    private Path home;

    private final MemoryTrail trail = new MemoryTrail();
    private final MovingClock clock = new MovingClock();
    private AwsFront aws;
    private CompanyProxy proxy;

    static List<Shape> shapes() throws IOException {
        try (var files = Files.walk(SHAPES)) {
            var shapes = new ArrayList<Shape>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".shape")).sorted().toList()) {
                shapes.add(Shape.read(file));
            }
            return shapes;
        }
    }

    @BeforeAll
    static void theCompanysAuthority() throws Exception {
        var authority = new OwnAuthority(shared, STS);
        authority.pem();
        serving = authority.serve(exchange -> answering.answer(exchange));
    }

    @BeforeEach
    void aMachine() throws Exception {
        aws = new AwsFront();
        proxy = new CompanyProxy(serving.getAddress().getPort());
        answering = aws;
    }

    @AfterEach
    void stop() throws IOException {
        aws.close();
        proxy.close();
    }

    @AfterAll
    static void count() {
        serving.stop(0);
        var groups = new TreeMap<String, Integer>();
        RUN.forEach(group -> groups.merge(group, 1, Integer::sum));
        System.out.println("shapes of sign-in run: " + RUN.size() + " " + groups);
    }

    @Test
    void there_are_as_many_as_were_ever_met() throws IOException {
        assertThat(shapes()).hasSizeGreaterThanOrEqualTo(117);
        assertThat(shapes()).allSatisfy(s -> {
            assertThat(s.about()).isNotBlank();
            assertThat(s.one("arn").or(() -> s.one("problem"))).isPresent();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void each_comes_out_as_it_should(Shape shape) throws Exception {
        RUN.add(shape.group());
        new AwsStand(aws, clock, shape.words("aws"));
        write(shape);
        var properties = shape.map("properties");
        properties.forEach((name, value) -> System.setProperty(name, filled(value)));
        try {
            judge(shape);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private void judge(Shape shape) throws Exception {
        var enter = shape.map("enter");
        var person = new Recorded(enter.getOrDefault("codes", "").split(",\\s*"));
        Optional.ofNullable(enter.get("clock")).map(Duration::parse).ifPresent(clock::pass);
        var access = new Access[1];
        var thrown = catchThrowable(() -> {
            var signIn = signIn(shape, enter);
            if (shape.one("listed").isPresent()) {
                assertThat(signIn.profiles())
                        .extracting(e -> e.name() + ": " + e.title())
                        .containsAll(shape.expected("listed"));
            }
            access[0] = signIn.enter(enter.getOrDefault("profile", "lead"), person);
        });
        if (shape.one("problem").isPresent()) {
            problem(shape, thrown);
        } else {
            assertThat(thrown).as(shape.toString()).isNull();
            try (var entered = access[0]) {
                understood(shape, entered.standing(), person);
            }
        }
        wire(shape);
        assertThat(person.serials()).as("devices asked for").isEqualTo(shape.expected("asked"));
        assertThat(trail.records().toString()).doesNotContain("secretOf", "hunter2");
    }

    private SignIn signIn(Shape shape, Map<String, String> enter) {
        var behindProxy = enter.containsKey("network");
        var environment = new HashMap<String, String>(Map.of("PATH", System.getenv("PATH")));
        shape.map("environment").forEach((k, v) -> environment.put(k, filled(v)));
        return new SignIn(
                "558069890522",
                "eu-central-1",
                behindProxy || enter.containsKey("aws-itself") ? Optional.empty() : Optional.of(aws.uri()),
                new Machine(environment, home),
                new Redactor(),
                (kind, data) -> trail.append("console", kind, "", data),
                clock);
    }

    private void understood(Shape shape, SignInStanding who, Recorded person) {
        assertThat(who.arn()).isEqualTo(shape.one("arn").orElseThrow());
        shape.one("way").ifPresent(way -> assertThat(who.way()).isEqualTo(way));
        shape.one("renews")
                .ifPresent(r -> assertThat(String.valueOf(who.renews())).isEqualTo(r));
        shape.one("lasts")
                .ifPresent(lasts -> assertThat(who.lasts()
                                .map(end ->
                                        Duration.between(clock.instant(), end).toMinutes()))
                        .isEqualTo(
                                lasts.equals("always")
                                        ? Optional.empty()
                                        : Optional.of(Duration.parse(lasts)
                                                .minusMinutes(1)
                                                .toMinutes())));
        shape.one("visits").ifPresent(n -> assertThat(person.visits()).hasSize(Integer.parseInt(n)));
    }

    private void problem(Shape shape, Throwable thrown) {
        var kind = shape.one("problem").orElseThrow();
        assertThat(thrown).as(shape.toString()).isNotNull();
        String words;
        if (kind.equals("Refused")) {
            assertThat(thrown).isInstanceOf(Refused.class);
            words = thrown.getMessage();
        } else {
            assertThat(thrown).as(shape.toString()).isInstanceOf(SignInProblem.class);
            var problem = (SignInProblem) thrown;
            assertThat(problem.kind().name())
                    .as(problem.happened() + "; " + problem.next())
                    .isEqualTo(kind);
            words = problem.happened() + "; " + problem.next();
            shape.expected("next").forEach(next -> assertThat(problem.next()).contains(filled(next)));
        }
        shape.expected("says").forEach(says -> assertThat(words).contains(filled(says)));
        shape.expected("not").forEach(not -> assertThat(words).doesNotContain(not));
        assertThat(words).doesNotContain("secretOf", "hunter2");
    }

    /** What STS was asked, in its order, and by whose keys. */
    private void wire(Shape shape) {
        shape.one("sent").ifPresent(n -> assertThat(aws.asked()).hasSize(Integer.parseInt(n)));
        var wanted = shape.expected("wire");
        var asked = aws.asked().stream()
                .filter(a -> !a.what().equals("GetCallerIdentity") && !a.what().startsWith("/"))
                .toList();
        if (!wanted.isEmpty()) {
            assertThat(asked).hasSameSizeAs(wanted);
        }
        for (var i = 0; i < wanted.size(); i++) {
            var words = wanted.get(i).split("\\s+");
            assertThat(asked.get(i).what()).isEqualTo(words[0]);
            for (var w = 1; w < words.length; w++) {
                var field = words[w].split("=", 2);
                if (field[0].equals("by")) {
                    assertThat(asked.get(i).authorization()).contains("Credential=" + field[1] + "/");
                } else {
                    assertThat(asked.get(i).field(field[0])).as(field[0]).isEqualTo(field[1]);
                }
            }
        }
        shape.one("through")
                .ifPresent(n -> assertThat(proxy.asked())
                        .hasSize(Integer.parseInt(n))
                        .allMatch(line -> line.startsWith("CONNECT " + STS + ":443 ")));
    }

    private String filled(String text) {
        return text.replace("@HOME@", home.toString())
                .replace("@PROXY@", proxy.address())
                .replace("@PROXYPORT@", proxy.address().replaceFirst(".*:", ""))
                .replace("@CA@", shared.resolve("ca.pem").toString())
                .replace("@SOON@", clock.instant().plus(Duration.ofHours(2)).toString())
                .replace("@PAST@", clock.instant().minus(Duration.ofHours(2)).toString())
                .replace(
                        "@PASTUTC@",
                        clock.instant().minus(Duration.ofHours(2)).toString().replaceFirst("Z$", "UTC"));
    }

    private void write(Shape shape) throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        for (var name : List.of("config", "credentials")) {
            for (var part : shape.all(name)) {
                put(home.resolve(".aws").resolve(name), part);
            }
        }
        for (var part : shape.all("file")) {
            var file = home.resolve(part.head().substring(5).strip());
            Files.createDirectories(file.getParent());
            Files.writeString(file, filled(part.text()));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        for (var part : shape.all("sso-cache")) {
            var key = part.head().substring(10).strip();
            var name = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.UTF_8)));
            var folder = Files.createDirectories(home.resolve(".aws/sso/cache"));
            Files.writeString(folder.resolve(name + ".json"), filled(part.text()));
        }
    }

    private void put(Path file, Shape.Part part) throws IOException {
        var text = filled(part.text());
        var how = List.of(part.head().split("\\s+"));
        if (how.contains("folder")) {
            Files.createDirectories(file);
            return;
        }
        var bytes = new ByteArrayOutputStream();
        if (how.contains("bom")) {
            bytes.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        if (how.contains("crlf")) {
            text = text.replace("\n", "\r\n");
        }
        if (how.contains("unended")) {
            text = text.stripTrailing();
        }
        bytes.write(text.getBytes(
                how.contains("latin1")
                        ? StandardCharsets.ISO_8859_1
                        : how.contains("utf16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8));
        Files.write(file, bytes.toByteArray());
    }

    /** The address that stands for AWS is this machine's, whatever a shape says. */
    @Test
    void the_stand_in_is_on_this_machine() {
        assertThat(URI.create("http://" + proxy.address()).getHost()).isEqualTo("127.0.0.1");
        assertThat(aws.uri().getHost()).isEqualTo("127.0.0.1");
    }
}
