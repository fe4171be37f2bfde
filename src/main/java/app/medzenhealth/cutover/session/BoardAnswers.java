package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Checklist;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** What people say on the go/no-go board, each in a record of its own. */
final class BoardAnswers {
    private final SessionContext core;

    BoardAnswers(SessionContext core) {
        this.core = core;
    }

    /** Keeps an answer. A later one of the same role takes its place. */
    void say(GoNoGo said) {
        var person = FreeText.NAME.accept(said.person());
        var note = FreeText.STATEMENT.accept(said.note());
        if (person.isBlank()) {
            throw new Refusal("Nobody is named who speaks for “" + said.role() + "”", "name whoever says it");
        }
        if (said.said() == GoBoard.Said.NO_GO && note.isBlank()) {
            throw new Refusal("A no-go needs words: what stands in the way", "write them and say it again");
        }
        core.journal.atomically(() -> {
            var now = core.now();
            var board = core.gates.board(now);
            var seat = board.seats().stream()
                    .filter(s -> s.role().equals(said.role()))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(
                            "The plan asks nobody for “" + said.role() + "”", "choose one of the board's roles"));
            board.closed().ifPresent(why -> {
                throw new Refusal(why, "go on to service, or take the way back");
            });
            if (said.said() == GoBoard.Said.GO) {
                requireClaims(seat);
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("role", said.role());
            data.put("answer", said.said().words());
            data.put("person", person);
            data.put("note", note);
            data.put("window", GoBoard.window(core.plan, core.journal.state().parameters(), now));
            data.put("claims", seat.asked().claims());
            core.journal.write(said.by().name(), GoBoard.ANSWER, board.step().orElseThrow(), data);
        });
        core.changed();
    }

    private void requireClaims(GoBoard.Seat seat) {
        if (!seat.open().isEmpty()) {
            throw new Refusal(
                    "The go of “" + seat.role() + "” claims what is not ticked: "
                            + seat.open().stream().map(this::words).collect(Collectors.joining("; ")),
                    "tick it first, or say no-go");
        }
    }

    private String words(Checklist list) {
        var open = list.items().stream()
                .filter(i -> core.journal.state().tick(i, core.now()).isEmpty())
                .toList();
        return "“" + list.title() + "”, " + open.size() + " of " + list.items().size() + " open, next “"
                + open.getFirst().text() + "”";
    }
}
