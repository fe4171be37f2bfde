package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.RecordTime;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.StepOutputs;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.SessionState.Approver;
import app.medzenhealth.cutover.session.SessionState.Item;
import app.medzenhealth.cutover.session.SessionState.OpenChallenge;
import app.medzenhealth.cutover.session.SessionView.Tick;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What each kind of record makes of a session's state. Pure: the same records give the same state, whoever reads them. What a
 * kind is not named for changes nothing that is kept.
 */
final class SessionFold {
    /** What somebody does who counts on no record of it: the kinds that change something. */
    static final Set<String> KINDS = Set.of(
            "step.mint",
            "token.minted",
            "file.kept",
            "file.removed",
            "step.confirm",
            "action.begin",
            "action.end",
            "step.succeeded",
            "step.failed",
            "step.doubt",
            "step.waiting",
            "step.recovered",
            "step.undone",
            "step.retry",
            "step.skipped",
            "step.decided",
            "step.attest",
            "step.waived",
            "decision.declined",
            "checklist.tick",
            "checklist.reopen",
            CriterionStanding.ATTEST,
            GoBoard.ANSWER,
            DailyCheck.KIND,
            Ended.KIND,
            Messages.INTENT,
            Messages.OUTCOME,
            "parameter",
            "parameter.none",
            "hold.on",
            "hold.off",
            "approval.enrol",
            "approval.challenge",
            "approval.accepted");

    /** What a step has given in all, where an action of it ends. */
    static final String IN_ALL = "stepOutputs";

    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");

    private final Optional<Plan> plan;
    private final StepOutputs outputs;

    SessionFold(Plan plan, StepOutputs outputs) {
        this(Optional.of(plan), outputs);
    }

    private SessionFold(Optional<Plan> plan, StepOutputs outputs) {
        this.plan = plan;
        this.outputs = outputs;
    }

    /** For records of any plan. What a step had given in all did not always stand in the record; then it is not known here. */
    static SessionFold ofAnyPlan() {
        return new SessionFold(Optional.empty(), new StepOutputs(_ -> Optional.empty()));
    }

    /** A record as far as the state depends on it. */
    record Entry(long seq, Instant at, String actor, String kind, String step, Map<String, ?> data) {

        static Entry of(AuditRecord written) {
            return of(written, written.data());
        }

        /** @param data the record's own, before anything was taken out of it */
        static Entry of(AuditRecord written, Map<String, ?> data) {
            return new Entry(written.seq(), written.time(), written.actor(), written.kind(), written.step(), data);
        }

        String text(String name) {
            return optional(name).orElse("");
        }

        Optional<String> optional(String name) {
            return Optional.ofNullable(data.get(name)).map(String::valueOf);
        }

        /** Whoever decided, with the second person where one signed. */
        String both() {
            return actor
                    + optional("approvedBy").map(second -> " and " + second).orElse("");
        }

        boolean flag(String name) {
            return Boolean.TRUE.equals(data.get(name));
        }

        /** From 0; a record counts from 1. */
        int index() {
            return number("index", "the number of an action") - 1;
        }

        int number(String name, String expected) {
            var number = text(name);
            if (!COUNT.matcher(number).matches()) {
                throw UnusableRecord.of(this, name, expected);
            }
            return Integer.parseInt(number);
        }

        /** How long the step took; none where an older console did not say. */
        Duration took() {
            try {
                return optional("took").map(Duration::parse).orElse(Duration.ZERO);
            } catch (DateTimeException e) {
                throw UnusableRecord.of(this, "took", "a duration");
            }
        }

        Instant time(String name) {
            try {
                return RecordTime.told(text(name));
            } catch (DateTimeException e) {
                throw UnusableRecord.of(this, name, "a time");
            }
        }

        List<?> lists(String name) {
            if (!(data.get(name) instanceof List<?> lists)) {
                throw UnusableRecord.of(this, name, "a list of lists");
            }
            return lists;
        }

        /** The same, of a list that older consoles did not write. */
        <T> List<T> objects(String name, Function<Map<?, ?>, T> of) {
            var said = data.get(name);
            return objects(name, said == null ? List.of() : said, of);
        }

        /** Of a list, each of which has to be an object. */
        <T> List<T> objects(String name, Object said, Function<Map<?, ?>, T> of) {
            if (!(said instanceof List<?> all) || !all.stream().allMatch(Map.class::isInstance)) {
                throw UnusableRecord.of(this, name, "a list of objects");
            }
            return all.stream().<T>map(one -> of.apply((Map<?, ?>) one)).toList();
        }

        Map<String, String> texts(String name) {
            var texts = new LinkedHashMap<String, String>();
            if (data.get(name) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
            }
            return texts;
        }

        List<?> list(String name) {
            return data.get(name) instanceof List<?> list ? list : List.of();
        }

        Tick tick(String words) {
            return new Tick(actor, at, words);
        }

        Tick tick(String words, String said) {
            return new Tick(actor, at, words, said, List.of());
        }
    }

    /**
     * @return the state after the record
     * @throws UnusableRecord if it says what no console writes
     */
    SessionState apply(SessionState state, Entry entry) {
        var draft = new SessionDraft(state);
        apply(draft, entry);
        return draft.done();
    }

    void apply(SessionDraft draft, Entry e) {
        switch (e.kind()) {
            case "step.mint" -> draft.mint(e.step(), e.text("mint"));
            case "token.minted" -> draft.token(e.step(), e.text("name"), e.text("minted"));
            case "file.kept" -> draft.file(e.text("file"), e.text("sha256"));
            case "file.removed" -> draft.file(e.text("file"), "");
            case "step.confirm" -> confirmed(draft, e);
            case "action.begin" -> draft.step(e.step(), kept(draft, e).atAction(e.index()));
            case "action.end" -> actionEnded(draft, e);
            case "step.succeeded" -> {
                draft.step(e.step(), kept(draft, e).succeeded(e.at(), e.took()));
                draft.items(e.step(), List.of());
            }
            case "step.failed" -> {
                draft.step(
                        e.step(),
                        kept(draft, e)
                                .failed(
                                        e.at(),
                                        new StepState.Problem(
                                                "#" + e.seq(), e.text("happened"), e.text("notDone"), e.text("next"))));
                draft.items(e.step(), items(e));
            }
            case "step.doubt", "step.waiting" ->
                draft.step(
                        e.step(),
                        kept(draft, e)
                                .ended(Stage.IN_DOUBT, e.at(), kept(draft, e).by(), e.text("why")));
            case "step.recovered" -> recovered(draft, e);
            case "step.undone" -> undone(draft, e);
            case "step.retry" -> draft.step(e.step(), kept(draft, e).reopened(e.at()));
            case "step.skipped" ->
                draft.step(e.step(), kept(draft, e).ended(Stage.SKIPPED, e.at(), e.both(), e.text("reason")));
            case "step.decided" -> decided(draft, e);
            case "step.attest" -> draft.attestation(e.step(), e.tick(e.text("note"), e.text("statement")));
            case "step.waived" -> draft.waiver(e.step(), e.text("item"), new Tick(e.both(), e.at(), e.text("reason")));
            case "decision.declined" -> draft.declined(e.step(), e.tick(e.text("note")));
            case "checklist.tick" -> {
                draft.tick(
                        e.text("item"),
                        new Tick(
                                e.actor(),
                                e.at(),
                                e.text("note"),
                                "",
                                e.list("evidence").stream().map(String::valueOf).toList()));
                draft.reopened(e.text("item"), null);
            }
            case "checklist.reopen" -> {
                draft.tick(e.text("item"), null);
                draft.reopened(e.text("item"), e.text("why"));
            }
            case CriterionStanding.ATTEST ->
                draft.tick(
                        CriterionStanding.kept(e.text("criterion")),
                        new Tick(e.actor(), e.at(), e.text("note"), e.text("text"), List.of()));
            case GoBoard.ANSWER ->
                draft.board(
                        e.step(),
                        e.text("role"),
                        new GoBoard.Answer(
                                GoBoard.Said.of(e.text("answer")),
                                e.text("person"),
                                e.actor(),
                                e.at(),
                                e.text("note"),
                                e.text("window")));
            case Messages.INTENT -> draft.posted(e.text("message"), posted(e, Posted.Outcome.SENT));
            case Messages.OUTCOME -> draft.posted(e.text("message"), posted(e, Posted.Outcome.of(e.text("outcome"))));
            case DailyCheck.KIND ->
                draft.daily(
                        DailyCheck.key(e.time("since"), e.number("day", "the number of a day")),
                        e.tick(e.text("note"), e.text("healthy")));
            case Ended.KIND ->
                draft.ended(new Ended(
                        e.at(),
                        e.text("outcome"),
                        e.text("headline"),
                        e.actor(),
                        e.text("approvedBy"),
                        e.text("note"),
                        e.objects(
                                "lines",
                                l -> new ClosingLine(
                                        ClosingLine.Part.of(text(l, "part")),
                                        text(l, "name"),
                                        text(l, "standing"),
                                        text(l, "text")))));
            case "parameter" -> {
                draft.parameter(e.text("id"), e.text("to"));
                draft.nothing(e.text("id"), null);
                if (e.flag("moved")) {
                    draft.moved(e.text("id"), e.tick(e.text("from") + " → " + e.text("to")));
                }
            }
            case "parameter.none" -> {
                draft.parameter(e.text("id"), Variables.NONE);
                draft.nothing(e.text("id"), e.tick(e.text("reason")));
            }
            case "hold.on" -> draft.hold(e.tick(""));
            case "hold.off" -> draft.hold(null);
            case "approval.enrol" -> draft.approver(new Approver(e.text("name"), e.text("key")));
            case "approval.challenge" ->
                draft.challenge(
                        e.step(),
                        new OpenChallenge(e.text("challenge"), e.text("fingerprint"), e.time("expires"), false));
            case "approval.accepted" -> draft.asked(e.step()).ifPresent(c -> draft.challenge(e.step(), c.accepted()));
            default -> {}
        }
    }

    private static Posted posted(Entry e, Posted.Outcome outcome) {
        return new Posted(e.text("webhook"), outcome, e.at(), e.actor(), e.text("detail"));
    }

    private static StepRecord kept(SessionDraft draft, Entry e) {
        return draft.kept(e.step());
    }

    private void confirmed(SessionDraft draft, Entry e) {
        draft.step(
                e.step(),
                kept(draft, e)
                        .running(
                                e.flag("undo") ? Stage.UNDOING : Stage.RUNNING,
                                e.at(),
                                e.actor(),
                                e.text("fingerprint")));
        if (e.data().containsKey("before")) {
            draft.before(
                    e.step(), e.lists("before").stream().map(a -> facts(e, a)).toList());
        }
    }

    private static List<Fact> facts(Entry e, Object action) {
        return e.objects("before", action, f -> new Fact(text(f, "resource"), text(f, "attribute"), text(f, "value")));
    }

    /** As a record carries facts. */
    static List<List<Map<String, String>>> texts(List<List<Fact>> facts) {
        return facts.stream()
                .map(action -> action.stream()
                        .map(f -> Map.of("resource", f.resource(), "attribute", f.attribute(), "value", f.value()))
                        .toList())
                .toList();
    }

    private void actionEnded(SessionDraft draft, Entry e) {
        var given = e.texts("outputs");
        if (kept(draft, e).stage() == Stage.RUNNING && !given.isEmpty()) {
            if (e.data().containsKey(IN_ALL)) {
                draft.outputs(e.step(), e.texts(IN_ALL));
                return;
            }
            plan.flatMap(p -> p.step(e.step()))
                    .ifPresent(step ->
                            draft.outputs(e.step(), outputs.with(step, draft.given(e.step()), e.index(), given)));
        }
    }

    private static void recovered(SessionDraft draft, Entry e) {
        var kept = kept(draft, e);
        switch (e.text("verdict")) {
            case StepRecovery.DONE -> {
                if (e.data().containsKey("outputs")) {
                    draft.outputs(e.step(), e.texts("outputs"));
                }
            }
            case StepRecovery.WAITING ->
                draft.step(e.step(), kept.again(e.flag("undoing") ? Stage.UNDOING : Stage.RUNNING));
            case StepRecovery.NOT_DONE ->
                draft.step(
                        e.step(),
                        kept.failed(e.at(), StepRecovery.problem(e.seq(), e.optional("happened"), e.text("evidence"))));
            default -> draft.step(e.step(), kept.ended(Stage.IN_DOUBT, e.at(), e.actor(), e.text("evidence")));
        }
    }

    private static void decided(SessionDraft draft, Entry e) {
        var kept = kept(draft, e);
        var done = e.text("decision").equals(Session.Decision.DONE.name());
        if (e.flag("undoing")) {
            // Of its undo: what the step itself did is there no more, or all of it is.
            draft.step(
                    e.step(),
                    done
                            ? kept.ended(Stage.UNDONE, e.at(), e.both(), e.text("reason"))
                            : kept.failed(
                                    e.at(),
                                    new StepState.Problem(
                                            "#" + e.seq(),
                                            "Its undo was not done, as decided by " + e.both(),
                                            e.text("reason"),
                                            "review it, or its undo, again: what was done is recognised and not repeated")));
            if (done) {
                draft.noOutputs(e.step());
                draft.noTokens(e.step());
            }
            return;
        }
        draft.step(
                e.step(),
                done
                        ? kept.ended(Stage.SUCCEEDED, e.at(), e.both(), e.text("reason"))
                        : kept.decidedNotDone(e.at(), e.both(), e.text("reason")));
    }

    /**
     * By a way back that names itself it is as if it had never been done, and parameters have the values that it leaves; by itself it
     * is kept that it was. What it had given is there no more, either way.
     */
    private static void undone(SessionDraft draft, Entry e) {
        draft.noTokens(e.step());
        if (e.optional("by").isEmpty()) {
            draft.step(
                    e.step(),
                    kept(draft, e).ended(Stage.UNDONE, e.at(), kept(draft, e).by(), ""));
            draft.noOutputs(e.step());
            return;
        }
        draft.forget(e.step(), e.at());
        e.texts("values").forEach((parameter, value) -> {
            draft.parameter(parameter, value);
            draft.nothing(parameter, null);
        });
    }

    private static List<Item> items(Entry e) {
        return e.objects(
                "open",
                i -> new Item(
                        text(i, "title"),
                        text(i, "evidence"),
                        Optional.ofNullable(i.get("remedy")).map(String::valueOf)));
    }

    private static String text(Map<?, ?> map, String name) {
        return String.valueOf(map.get(name));
    }
}
