package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import java.util.OptionalLong;

/** How many rows a database has changed since a moment at which they were counted. */
public sealed interface ChangedRows {

    /** @param more not negative */
    record Counted(long more) implements ChangedRows {}

    /** @param why in words */
    record NotKnown(String why) implements ChangedRows {}

    /** What a database tells of all rows that it has changed; empty where it does not answer, or counts none. */
    static OptionalLong told(Answer answer) {
        return answer instanceof Answer.State state ? state.rowsChanged() : OptionalLong.empty();
    }

    /**
     * A server that stopped without a checkpoint counts anew (PostgreSQL documentation, "The Cumulative Statistics System").
     *
     * @param then the number at that moment
     * @param now what is {@link #told} now
     * @param who the database, for the words
     */
    static ChangedRows since(long then, OptionalLong now, String who) {
        if (now.isEmpty()) {
            return new NotKnown(who + " does not tell how many rows were changed");
        }
        var more = now.getAsLong() - then;
        return more < 0
                ? new NotKnown(who + " counts anew since then: nobody can tell what was written")
                : new Counted(more);
    }
}
