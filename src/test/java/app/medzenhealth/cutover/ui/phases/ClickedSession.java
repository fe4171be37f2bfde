package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionControl;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.WebhookAddresses;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.ParameterLookup;
import app.medzenhealth.cutover.ui.common.RehearsedApprover;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** A hand-made console whose next reviews a test lays down, and whose second person signs real challenges. */
final class ClickedSession implements Console {
    static final String RESPONSE = "CR1.signed-by-the-dba";

    private final HandMadeConsole made;
    private final List<Confirmation> ran = new CopyOnWriteArrayList<>();
    private final List<String> reviewed = new CopyOnWriteArrayList<>();
    private final SessionControl session;
    private volatile Optional<Supplier<StepReview>> reviews = Optional.empty();
    private volatile Runnable stated = () -> {};

    ClickedSession(SessionView view) {
        made = new HandMadeConsole(view, HandMadeInventory.threeRegions());
        session = (SessionControl) Proxy.newProxyInstance(
                SessionControl.class.getClassLoader(),
                new Class<?>[] {SessionControl.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "review", "reviewUndo" -> {
                        reviewed.add(method.getName() + " " + arguments[0]);
                        yield reviews.map(Supplier::get)
                                .or(() -> view().step((String) arguments[0]).flatMap(SessionView.StepView::review))
                                .orElseThrow();
                    }
                    case "run", "undo" -> {
                        ran.add((Confirmation) arguments[0]);
                        yield null;
                    }
                    case "challenge" ->
                        challenge(
                                switch (arguments[0]) {
                                    case Exemption e -> e.step();
                                    case SignOff _ -> made.view().next().orElseThrow();
                                    case Enrolment _ -> made.view().next().orElseThrow();
                                    default -> (String) arguments[0];
                                });
                    case "checkResponse" -> {
                        var answer = switch (arguments[0]) {
                            case Exemption e -> e.response().orElse("");
                            case Enrolment e -> e.response().orElse("");
                            case SignOff e -> e.response().orElse("");
                            default -> (String) arguments[1];
                        };
                        if (!RESPONSE.equals(answer)) {
                            throw new Refusal("This is not a response code", "paste it whole; it begins with CR1.");
                        }
                        yield "dba@medzenhealth.app";
                    }
                    case "attest" -> {
                        onMade(method, arguments);
                        stated.run();
                        yield null;
                    }
                    default -> onMade(method, arguments);
                });
    }

    private Object onMade(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(made, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private SessionView view() {
        return made.view();
    }

    private String challenge(String id) {
        var view = view();
        var step = view.step(id).orElseThrow();
        var review = reviews.map(Supplier::get).or(step::review).orElseThrow();
        var changes = review.parts().stream()
                .flatMap(p -> p.preview().changes().stream())
                .map(c -> c.region() + " " + c.resource() + " " + c.attribute() + ": " + c.from() + " → " + c.to())
                .toList();
        var challenge = new Approvals.Challenge(
                view.plan().id(),
                "5e".repeat(32),
                view.plan().account(),
                view.session(),
                id,
                step.step().title(),
                view.operator().name(),
                ReviewWords.goingBack(review),
                changes,
                Approvals.Challenge.digest(changes),
                review.fingerprint(),
                view.at().plus(Approvals.VALID).toString(),
                "00".repeat(12));
        var json = JsonMapper.builder().build().writeValueAsString(challenge);
        return "CC2." + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What the live state says from now on. */
    ClickedSession live(Supplier<StepReview> review) {
        reviews = Optional.of(review);
        return this;
    }

    /** What a statement leads to from now on; without it the step goes on waiting, as after a no. */
    void stated(Runnable then) {
        stated = then;
    }

    void show(SessionView view) {
        made.show(view);
    }

    /** What was confirmed, in order. */
    List<Confirmation> ran() {
        return ran;
    }

    /** How often the live state was read, and for which step. */
    List<String> reviewed() {
        return reviewed;
    }

    List<String> told() {
        return made.told();
    }

    @Override
    public SessionControl session() {
        return session;
    }

    @Override
    public Optional<RehearsedApprover> rehearsedApprover() {
        return Optional.of(_ -> RESPONSE);
    }

    @Override
    public Optional<WebhookAddresses> webhooks() {
        return made.webhooks();
    }

    @Override
    public InstantSource clock() {
        return made.clock();
    }

    @Override
    public InventoryFeed inventory() {
        return made.inventory();
    }

    @Override
    public AuditFeed audit() {
        return made;
    }

    @Override
    public ParameterLookup parameters() {
        return made;
    }

    @Override
    public Optional<SpeedControl> speed() {
        return made.speed();
    }

    @Override
    public Optional<Instant> credentialsUntil() {
        return made.credentialsUntil();
    }
}
