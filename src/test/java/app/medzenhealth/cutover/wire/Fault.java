package app.medzenhealth.cutover.wire;

import java.util.EnumSet;
import java.util.Set;

/** What a bad network, or AWS on a bad day, does to a request. */
public enum Fault {
    NONE(Effect.HAPPENS, Answer.COMES),
    /** AWS asks to slow down. */
    THROTTLED(Effect.NONE, Answer.COMES),
    /** Status 500, and nothing was done. */
    SERVER_ERROR(Effect.NONE, Answer.COMES),
    /** No answer ever, and nothing was done. */
    HANG(Effect.NONE, Answer.IS_WAITED_FOR),
    /** The connection is reset before anything was done. */
    RESET(Effect.NONE, Answer.COMES),
    /** It is done, and the connection is reset before the answer. */
    LOST_REPLY(Effect.HAPPENS, Answer.COMES),
    /** It is done, and there is no answer ever. */
    LATE_REPLY(Effect.HAPPENS, Answer.IS_WAITED_FOR),
    /** It is done, and the answer ends in the middle. */
    TRUNCATED(Effect.HAPPENS, Answer.COMES),
    /** It is done, and the answer is status 500. */
    ERROR_AFTER(Effect.HAPPENS, Answer.COMES),
    /** It is done, and the answer comes in drops, for longer than anybody waits. */
    SLOW_DRIP(Effect.HAPPENS, Answer.IS_WAITED_FOR),
    /** The answer ends after its headers. */
    HEADERS_ONLY(Effect.HAPPENS, Answer.COMES),
    /** Status 200, and a body that is nothing at all. */
    GARBAGE(Effect.HAPPENS, Answer.COMES),
    /** Status 200, and a page of somebody's between here and AWS, as hotels show it; it is well-formed XML too. */
    FOREIGN_PAGE(Effect.HAPPENS, Answer.COMES),
    /** Status 200, and nothing more. */
    EMPTY(Effect.HAPPENS, Answer.COMES),
    /** Somebody between here and AWS answers with status 200 and a page of theirs, and passes nothing on. */
    PROXY_PAGE(Effect.NONE, Answer.COMES),
    /** The same, but with nothing in it. */
    PROXY_EMPTY(Effect.NONE, Answer.COMES);

    /** What makes an answer unreadable. For a change each of them is what {@link #TRUNCATED} is, or a good answer. */
    static final Set<Fault> OF_ANSWERS = EnumSet.of(HEADERS_ONLY, GARBAGE, FOREIGN_PAGE, EMPTY);

    private enum Effect {
        HAPPENS,
        NONE
    }

    private enum Answer {
        /** Or it is clear at once that none does. */
        COMES,
        IS_WAITED_FOR
    }

    private final Effect effect;
    private final Answer answer;

    Fault(Effect effect, Answer answer) {
        this.effect = effect;
        this.answer = answer;
    }

    /** Whether what was asked for is done all the same. */
    public boolean takesEffect() {
        return effect == Effect.HAPPENS;
    }

    /** Whether only the caller's own patience ends it. */
    public boolean hangs() {
        return answer == Answer.IS_WAITED_FOR;
    }
}
