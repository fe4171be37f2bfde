package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every call that changes an estate, and every instant at which somebody looked at it, as lines of JSON in a file. A call is durable
 * before it takes effect; what became of it follows. The estate depends on nothing but its beginning and these: going through them
 * again on a new one gives the same estate, so that after a restart or a crash the rehearsal goes on.
 *
 * <p>A line that a crash cut short is of a call that did not take effect, and is left out.
 */
public final class EstateJournal implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DONE = "done";

    /** No channel: that would close when the thread of a stopped review writes. */
    private final FileOutputStream out;

    /** What is wrong with a journal, in words. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    private EstateJournal(Path file) {
        try {
            out = new FileOutputStream(file.toFile(), true);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /**
     * Begins one.
     *
     * @param made name and version of what makes the estate
     */
    public static EstateJournal begin(Path file, String made) {
        new SessionFile(file).append(JSON.writeValueAsString(Map.of("made", made)));
        return new EstateJournal(file);
    }

    /**
     * Goes through one on a new estate, and goes on with it.
     *
     * @param estate at its beginning; afterwards at the last line
     * @param clients of the estate
     * @throws Unusable if it cannot be followed to the same end; the estate is of no use then
     */
    public static EstateJournal resume(Path file, String made, Estate estate, Clients clients) throws Unusable {
        var lines = lines(file);
        if (lines.isEmpty() || !made.equals(lines.getFirst().get("made"))) {
            throw new Unusable("it was begun by another version of the console");
        }
        var last = Optional.<String>empty();
        for (var line : lines.subList(1, lines.size())) {
            if (line.get("seen") instanceof String at) {
                look(estate, at);
            } else if (line.get("at") instanceof String at) {
                last = Optional.of(again(line, at, estate, clients));
            } else if (line.get("became") instanceof String then
                    && !Optional.of(then).equals(last)) {
                throw new Unusable("a call ended as " + last.orElse("nothing") + " now, and as " + then + " then");
            }
        }
        cut(file);
        return new EstateJournal(file);
    }

    private static void look(Estate estate, String at) {
        moveTo(estate, at);
        estate.lock().lock();
        try {
            estate.settle();
        } finally {
            estate.lock().unlock();
        }
    }

    private static void moveTo(Estate estate, String at) {
        estate.time().advance(Duration.between(estate.time().instant(), Instant.parse(at)));
    }

    /** What a crash left of a line is taken away, so that the next one begins a line. */
    private static void cut(Path file) throws Unusable {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var text = Files.readString(file);
            var whole = text.substring(0, text.lastIndexOf('\n') + 1);
            channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        } catch (IOException e) {
            throw new Unusable("its journal cannot be written: " + e.getMessage());
        }
    }

    /** Whether there is one that this program began, without going through it. */
    public static boolean usable(Path file, String made) {
        try {
            var lines = lines(file);
            return !lines.isEmpty() && made.equals(lines.getFirst().get("made"));
        } catch (Unusable e) {
            return false;
        }
    }

    private static List<Map<String, Object>> lines(Path file) throws Unusable {
        List<String> all;
        try {
            all = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Unusable("what the rehearsal did to its estate cannot be read: " + e.getMessage());
        }
        var read = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < all.size(); i++) {
            try {
                @SuppressWarnings("unchecked")
                Map<String, Object> line = JSON.readValue(all.get(i), Map.class);
                read.add(line);
            } catch (JacksonException e) {
                // The last line may be one that a crash cut short.
                if (i < all.size() - 1) {
                    throw new Unusable("line " + (i + 1) + " of its journal is damaged");
                }
            }
        }
        return read;
    }

    private static String again(Map<String, Object> line, String at, Estate estate, Clients clients) throws Unusable {
        moveTo(estate, at);
        try {
            var type = Class.forName(String.valueOf(line.get("client"))).asSubclass(SdkClient.class);
            var declared = Class.forName(String.valueOf(line.get("request")));
            var request = RequestJson.read(declared, (Map<?, ?>) line.getOrDefault("members", Map.of()));
            var client = clients.client(type, String.valueOf(line.get("region")));
            var method = String.valueOf(line.get("method"));
            if (line.get("body") instanceof String body) {
                type.getMethod(method, declared, RequestBody.class)
                        .invoke(
                                client,
                                request,
                                RequestBody.fromBytes(Base64.getDecoder().decode(body)));
            } else {
                type.getMethod(method, declared).invoke(client, request);
            }
            return DONE;
        } catch (InvocationTargetException e) {
            return became(Objects.requireNonNull(e.getCause()));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new Unusable("call " + line.get("method") + " cannot be made again: " + e.getMessage());
        }
    }

    private static String became(Throwable failure) {
        return failure instanceof AwsServiceException e && e.awsErrorDetails() != null
                ? e.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    /** Makes a call durable that is about to change the estate. */
    void before(Instant at, Class<?> client, String region, InterceptedClient.Sending sending) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", at.toString());
        line.put("client", client.getName());
        line.put("region", region);
        line.put("method", sending.method());
        line.put("request", sending.declared().getName());
        line.put("members", RequestJson.of(sending.request()));
        sending.body().ifPresent(b -> line.put("body", Base64.getEncoder().encodeToString(bytes(b))));
        write(JSON.writeValueAsString(line));
        try {
            out.getFD().sync();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private static byte[] bytes(RequestBody body) {
        try (var in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** Notes what became of it. */
    void after(Optional<Throwable> failure) {
        write(JSON.writeValueAsString(
                Map.of("became", failure.map(EstateJournal::became).orElse(DONE))));
    }

    /** Notes that somebody looked at the estate: some things happen when they are seen. */
    void seen(Instant at) {
        write("{\"seen\":\"" + at + "\"}");
    }

    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private static ActionFailure unwritten(IOException e) {
        return new ActionFailure(
                "What changes the rehearsal's estate cannot be kept: " + e.getMessage(),
                "nothing was changed",
                "make room on the disk, then start the console again",
                e);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }
}
