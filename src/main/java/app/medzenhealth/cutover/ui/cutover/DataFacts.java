package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Client;
import app.medzenhealth.cutover.monitor.SqlProber.Connected;
import app.medzenhealth.cutover.monitor.SqlProber.Replication;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What both databases say of themselves now, whatever steps have read; pure. */
record DataFacts(DataReading read, Instant now) {
    /** More users and addresses than can be read at a glance are counted. */
    private static final int NAMED = 4;

    /** Where both logs are, and how far apart. */
    List<HourFact> positions() {
        return List.of(side("source now", read.source()), side("replica now", read.target()), behind());
    }

    private HourFact side(String name, DataReading.Side side) {
        var where = side.instance() + " in " + side.region() + ", asked " + InWords.ago(read.at(), now);
        return switch (side.answer()) {
            case Answer.NoAnswer(var reason) -> HourFact.unknown(name, side.instance() + ": " + reason);
            case Answer.State state ->
                new HourFact(
                        name,
                        state.currentLsn() + (state.inRecovery() ? ", in recovery" : ", a primary"),
                        Tone.NEUTRAL,
                        where);
        };
    }

    private HourFact behind() {
        var name = "bytes behind";
        var bytes = read.behind();
        if (bytes.isPresent()) {
            return new HourFact(
                    name,
                    InWords.grouped(bytes.getAsLong()),
                    bytes.getAsLong() == 0 ? Tone.OK : Tone.WARN,
                    "replication is active, asked " + InWords.ago(read.at(), now));
        }
        return read.target().answer() instanceof Answer.State state
                ? state.inRecovery()
                        ? HourFact.unknown(name, why(state.replication()))
                        : HourFact.of(name, "follows nobody")
                : HourFact.unknown(name, "both positions are needed");
    }

    private static String why(Replication replication) {
        return switch (replication) {
            case INACTIVE -> "replication is not active: the replica receives nothing of what its source writes";
            case NOT_SHOWN -> "the login may not see whether replication is active: grant pg_monitor to its role";
            case ACTIVE, NONE -> "the source gives no position";
        };
    }

    /** By user and address: whoever has to end them must find them. */
    HourFact connected() {
        var name = "connected";
        return switch (read.connected()) {
            case Connected.Unknown(var reason) -> HourFact.unknown(name, reason);
            case Connected.Known known
            when known.clients().isEmpty() ->
                new HourFact(
                        name,
                        "nobody but the console",
                        Tone.OK,
                        read.source().instance() + ", asked " + InWords.ago(read.at(), now));
            case Connected.Known known ->
                new HourFact(
                        name,
                        InWords.count(known.sessions(), "session", "sessions"),
                        Tone.WARN,
                        named(known.clients()) + ", asked " + InWords.ago(read.at(), now));
        };
    }

    private static String named(List<Client> clients) {
        var first = clients.stream().limit(NAMED).map(DataFacts::words).collect(Collectors.joining("; "));
        return first
                + (clients.size() > NAMED ? "; and " + InWords.count(clients.size() - NAMED, "other", "others") : "");
    }

    private static String words(Client client) {
        return client.sessions() + " of " + (client.user().isEmpty() ? "nobody known" : client.user())
                + (client.address().isEmpty() ? " on the server itself" : " from " + client.address())
                + (client.idle() == 0 ? "" : " (" + client.idle() + " idle)");
    }
}
