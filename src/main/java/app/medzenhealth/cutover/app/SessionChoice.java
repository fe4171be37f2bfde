package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which session of a state folder goes on: the one that was opened in the same world last, or a new one. What was done in another
 * world is not shown in this one, unless a person carries it over by name.
 *
 * @param session its id
 * @param before where it stood, if it has records
 * @param notices what the person at the console must know of it, as sentences
 * @param carried what a person carried over from another plan text, for the trail; empty where nobody did
 * @param anyway why a person goes on although the emulator has forgotten what was done; empty where nobody said so
 */
record SessionChoice(
        String session,
        Optional<TrailSummary> before,
        List<String> notices,
        Map<String, Object> carried,
        Optional<String> anyway) {

    SessionChoice(String session, Optional<TrailSummary> before, List<String> notices, Map<String, Object> carried) {
        this(session, before, notices, carried, Optional.empty());
    }

    /** The same, for somebody who has said in writing why it goes on in an emulator that has forgotten. */
    SessionChoice anyway(Optional<String> why) {
        return new SessionChoice(session, before, notices, carried, why);
    }

    /**
     * Reads the folder and changes nothing in it.
     *
     * @param wanted id of the session that a person wants to go on with, whatever its plan's text was
     * @throws StoreProblem if the folder belongs to another mode
     * @throws Refusal if the wanted session is not there, or of another place
     */
    static SessionChoice of(StateDirectory state, SessionWorld world, Optional<String> wanted) {
        var sessions = sessions(state);
        refuseOtherModes(state, sessions, world);
        if (wanted.isPresent()) {
            return carriedOver(sessions, world, wanted.get());
        }
        return sessions.reversed().stream()
                .filter(s -> opened(s).filter(world::same).isPresent())
                .findFirst()
                .map(s -> new SessionChoice(s.session(), Optional.of(s), forgotten(s, world), Map.of()))
                .orElseGet(() -> fresh(sessions, world));
    }

    /**
     * A new session of the same world: an emulator that was restarted has forgotten what was done.
     *
     * @throws Refusal on AWS, which forgets nothing
     */
    static SessionChoice anew(StateDirectory state, SessionWorld world) {
        if (world.mode() != Mode.EMULATOR) {
            throw new Refusal(
                    "A new session of the same world is for emulators only: on AWS what was done is still done",
                    "leave --new out");
        }
        var sessions = sessions(state);
        refuseOtherModes(state, sessions, world);
        return fresh(sessions, world);
    }

    /** Nothing at an emulator's address tells whether it is the one that was there before, and the same address is all there is. */
    private static List<String> forgotten(TrailSummary session, SessionWorld world) {
        if (world.mode() != Mode.EMULATOR
                || session.succeeded().isEmpty() && session.skipped().isEmpty()) {
            return List.of();
        }
        return List.of("This goes on with session " + session.session() + " (" + work(session) + ") at "
                + world.endpoint().orElse("the emulator")
                + ". An emulator that was restarted may have forgotten all of it:"
                + " then what is shown as done is not there any more. If so, close this window and start with --new.");
    }

    private static String work(TrailSummary session) {
        return session.succeeded().size() + " steps done, " + session.skipped().size() + " skipped";
    }

    /** The same, saying so if the session worked in another folder last. */
    SessionChoice workingIn(SessionWorld world) {
        var last = before.flatMap(TrailSummary::workingCopy);
        if (last.isEmpty() || last.equals(world.workingCopy())) {
            return this;
        }
        var said = new ArrayList<>(notices);
        said.add("The working copy is now " + world.workingCopy().orElse("") + "; until now it was " + last.get()
                + ". What was done with files from there stays as it is.");
        return new SessionChoice(session, before, List.copyOf(said), carried, anyway);
    }

    /** A session by name, wherever it stood. */
    static SessionChoice named(String session) {
        return new SessionChoice(session, Optional.empty(), List.of(), Map.of());
    }

    /** Every session that the folder has records of, the newest last. */
    static List<TrailSummary> sessions(StateDirectory state) {
        return Files.exists(state.database(), LinkOption.NOFOLLOW_LINKS)
                        && state.database().toFile().length() > 0
                ? TrailSummary.each(state.database())
                : List.of();
    }

    private static Optional<SessionWorld> opened(TrailSummary session) {
        return SessionWorld.read(session.opened());
    }

    private static void refuseOtherModes(StateDirectory state, List<TrailSummary> sessions, SessionWorld world) {
        var others = sessions.stream()
                .filter(s -> s.opened().get("mode") instanceof String mode
                        && !mode.equals(world.mode().name()))
                .toList();
        if (!others.isEmpty()) {
            var other = String.valueOf(others.getLast().opened().get("mode"));
            throw new StoreProblem(
                    "The state folder " + state + " belongs to " + belongs(other) + ".",
                    "It was opened as " + other + " (session "
                            + others.getLast().session() + "), and now as "
                            + world.mode().name() + ": rehearsal, emulator and live work never share a folder.",
                    "Leave --state out, or name another folder for "
                            + belongs(world.mode().name()) + ".");
        }
    }

    private static String belongs(String mode) {
        return switch (mode) {
            case "REHEARSAL" -> "rehearsals";
            case "EMULATOR" -> "work on an emulator";
            default -> "live work";
        };
    }

    private static SessionChoice fresh(List<TrailSummary> sessions, SessionWorld world) {
        var base = world.mode().name().toLowerCase(Locale.ROOT) + "-" + world.plan() + "-" + world.mark();
        var id = base;
        for (var i = 2; taken(sessions, id); i++) {
            id = base + "-" + i;
        }
        var notices = sessions.reversed().stream()
                .filter(s -> world.plan().equals(s.opened().get("plan")))
                .filter(s -> world.mode() != Mode.REHEARSAL)
                .limit(3)
                .map(s -> notice(s, world))
                .toList();
        return new SessionChoice(id, Optional.empty(), notices, Map.of());
    }

    private static boolean taken(List<TrailSummary> sessions, String id) {
        return sessions.stream()
                .anyMatch(s -> s.session().equals(id) && !s.opened().isEmpty());
    }

    private static String notice(TrailSummary other, SessionWorld world) {
        var done = work(other);
        var there = opened(other);
        if (there.filter(world::same).isPresent()) {
            return "This is a new session, as you asked: session " + other.session() + " (" + done
                    + ") was of this emulator as it was before. Nothing done there counts here.";
        }
        var why = there.map(w -> "It differs in " + String.join("; ", world.differences(w)))
                .orElse("An older console did not record its endpoint and its plan's text");
        var next = there.map(world::samePlace).orElse(world.mode() == Mode.LIVE)
                ? " If its work counts here, close this window and start with --continue " + other.session() + "."
                : "";
        return "This is a new session: session " + other.session() + " (" + done + ") is of another world. " + why
                + ". Nothing done there counts here." + next;
    }

    private static SessionChoice carriedOver(List<TrailSummary> sessions, SessionWorld world, String wanted) {
        var found = sessions.stream()
                .filter(s -> s.session().equals(wanted) && !s.opened().isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "There is no session " + wanted + " in this state folder",
                        sessions.isEmpty()
                                ? "leave --continue out: the folder is empty"
                                : "name one of "
                                        + String.join(
                                                ", ",
                                                sessions.stream()
                                                        .map(TrailSummary::session)
                                                        .toList())));
        var there = opened(found);
        if (there.filter(world::same).isPresent()) {
            return new SessionChoice(wanted, Optional.of(found), List.of(), Map.of());
        }
        var place = there.map(world::samePlace)
                .orElse(world.account().equals(found.opened().get("account")));
        if (!place || !world.plan().equals(found.opened().get("plan"))) {
            throw new Refusal(
                    "Session " + wanted + " is of another place: "
                            + there.map(w -> String.join("; ", world.differences(w)))
                                    .orElse("account " + found.opened().get("account") + ", plan "
                                            + found.opened().get("plan")),
                    "leave --continue out: what was done there says nothing here");
        }
        var differences = there.map(world::differences)
                .orElse(List.of("an older console did not record its endpoint and its plan's text"));
        var notice = "Session " + wanted + " goes on in another world, as you asked: "
                + String.join("; ", differences) + ". What it has done counts here: look at each step that the plan's"
                + " text changed.";
        var carried = new LinkedHashMap<String, Object>();
        carried.put("differences", differences);
        carried.put("from", found.opened());
        return new SessionChoice(wanted, Optional.of(found), List.of(notice), carried);
    }
}
