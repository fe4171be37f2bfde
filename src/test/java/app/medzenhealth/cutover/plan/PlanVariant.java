package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/** A plan like another one but for some parts, or with nothing in it but what a test is about. */
public final class PlanVariant {
    private final Plan like;
    private String title;
    private String company;
    private String summary;
    private Plan.Window window;
    private List<Plan.Region> regions;
    private List<Plan.Parameter> parameters;
    private List<Plan.Resource> baseline;
    private List<DispositionRule> rules;
    private List<Phase> phases;
    private List<Phase> closing;
    private List<Rollback> rollbacks;
    private List<Plan.Risk> risks;
    private List<Plan.Criterion> criteria;
    private List<Plan.Message> messages;
    private List<Plan.Contact> contacts;
    private List<Plan.Cost> costs;
    private List<Plan.Finding> findings;

    private PlanVariant(Plan like) {
        this.like = like;
        title = like.title();
        company = like.company();
        summary = like.summary();
        window = like.window();
        regions = like.regions();
        parameters = like.parameters();
        baseline = like.baseline();
        rules = like.rules();
        phases = like.phases();
        closing = like.closing();
        rollbacks = like.rollbacks();
        risks = like.risks();
        criteria = like.criteria();
        messages = like.messages();
        contacts = like.contacts();
        costs = like.costs();
        findings = like.findings();
    }

    public static PlanVariant of(Plan like) {
        return new PlanVariant(like);
    }

    /** Without phases and without regions; its change window is 02:00 to 04:00, five minutes of downtime are announced. */
    public static PlanVariant empty(String id, String account) {
        var window = new Plan.Window(LocalTime.of(2, 0), LocalTime.of(4, 0), Duration.ofMinutes(5), "");
        return new PlanVariant(new Plan(
                id,
                "",
                "",
                "",
                account,
                window,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Monitoring.NONE,
                PlanIndex.of(List.of(), List.of(), List.of())));
    }

    public PlanVariant title(String is) {
        title = is;
        return this;
    }

    public PlanVariant company(String is) {
        company = is;
        return this;
    }

    public PlanVariant summary(String is) {
        summary = is;
        return this;
    }

    public PlanVariant window(Plan.Window is) {
        window = is;
        return this;
    }

    public PlanVariant regions(List<Plan.Region> are) {
        regions = are;
        return this;
    }

    public PlanVariant parameters(List<Plan.Parameter> are) {
        parameters = are;
        return this;
    }

    public PlanVariant rules(List<DispositionRule> are) {
        rules = are;
        return this;
    }

    public PlanVariant baseline(List<Plan.Resource> is) {
        baseline = is;
        return this;
    }

    /** In place of the other's phases; closing procedures and rollbacks stay. */
    public PlanVariant phases(List<Phase> are) {
        phases = are;
        return this;
    }

    public PlanVariant closing(List<Phase> are) {
        closing = are;
        return this;
    }

    public PlanVariant rollbacks(List<Rollback> are) {
        rollbacks = are;
        return this;
    }

    public PlanVariant risks(List<Plan.Risk> are) {
        risks = are;
        return this;
    }

    public PlanVariant criteria(List<Plan.Criterion> are) {
        criteria = are;
        return this;
    }

    public PlanVariant messages(List<Plan.Message> are) {
        messages = are;
        return this;
    }

    public PlanVariant contacts(List<Plan.Contact> are) {
        contacts = are;
        return this;
    }

    public PlanVariant costs(List<Plan.Cost> are) {
        costs = are;
        return this;
    }

    public PlanVariant findings(List<Plan.Finding> are) {
        findings = are;
        return this;
    }

    public Plan plan() {
        return new Plan(
                like.id(),
                title,
                company,
                summary,
                like.account(),
                window,
                regions,
                parameters,
                baseline,
                rules,
                phases,
                closing,
                rollbacks,
                risks,
                criteria,
                messages,
                contacts,
                costs,
                findings,
                like.references(),
                like.probes(),
                like.webhooks(),
                like.monitoring(),
                PlanIndex.of(phases, closing, rollbacks));
    }
}
