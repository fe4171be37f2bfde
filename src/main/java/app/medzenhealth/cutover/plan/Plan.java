package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration as its plan file states it. Immutable; every list keeps the file's order.
 *
 * @param id a short name for files and records, for example {@code medzen-eu-central-1}
 * @param account the 12-digit AWS account that the plan belongs to; no other may be touched
 * @param rules what happens to resources that no line of the baseline names, in order
 * @param phases the numbered phases in the order of the plan
 * @param closing what is done after the last phase (validation, alarms, daily checks), shaped like a phase
 * @param rollbacks procedures offered, never sequenced; shaped like phases
 * @param probes what is asked over and over while production moves; empty: nothing is, and downtime is an estimate
 * @param webhooks where messages may be posted to
 * @param monitoring which metrics and logs are shown while production moves; empty: none
 * @param index follows from the parts before it
 */
public record Plan(
        String id,
        String title,
        String company,
        String summary,
        String account,
        Window window,
        List<Region> regions,
        List<Parameter> parameters,
        List<Resource> baseline,
        List<DispositionRule> rules,
        List<Phase> phases,
        List<Phase> closing,
        List<Rollback> rollbacks,
        List<Risk> risks,
        List<Criterion> criteria,
        List<Message> messages,
        List<Contact> contacts,
        List<Cost> costs,
        List<Finding> findings,
        List<Reference> references,
        List<Probe> probes,
        List<Webhook> webhooks,
        Monitoring monitoring,
        PlanIndex index) {

    /** A plan file says nothing of the index. */
    public Plan {
        index = Objects.requireNonNullElseGet(index, () -> PlanIndex.of(phases, closing, rollbacks));
    }

    /** The phases and the closing procedures, in order; rollbacks are not among them. */
    public Stream<Phase> sequence() {
        return Stream.concat(phases.stream(), closing.stream());
    }

    /** Every phase-shaped part: phases, closing, rollbacks. */
    public Stream<Phase> everything() {
        return Stream.concat(sequence(), rollbacks.stream().map(Rollback::procedure));
    }

    /** The steps that go by what a person states in another one. */
    public Stream<Step> decidedIn(String step) {
        return steps().filter(s -> s.actions().stream()
                .anyMatch(a -> a.decidedIn().filter(step::equals).isPresent()));
    }

    public Stream<Step> steps() {
        return everything().flatMap(p -> p.steps().stream());
    }

    public Optional<Step> step(String id) {
        return Optional.ofNullable(index.steps().get(id));
    }

    public Optional<Phase> phase(String id) {
        return Optional.ofNullable(index.phases().get(id));
    }

    public Optional<Phase> phaseOf(String stepId) {
        return Optional.ofNullable(index.phaseOf().get(stepId));
    }

    public Optional<Region> region(String id) {
        return regions.stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /**
     * Whether a step may be begun, and what it states may be stated, inside the change window only: the step that decides on the
     * window, those that the plan binds to it, whatever moves production, and whatever sends a message that is due when it opens.
     */
    public boolean inWindow(Step step) {
        return window.steps().contains(step.id())
                || window.go().filter(step.id()::equals).isPresent()
                || movesProduction(step)
                || messages(step).anyMatch(m -> m.due().equals(Message.AT_THE_WINDOW));
    }

    /**
     * Whether a step moves production from one side to the other: in a phase that closes a side to writes the fence, the promotion,
     * what brings the promoted side into service and what leads users there. A way back is none: it is never held by an hour.
     */
    public boolean movesProduction(Step step) {
        return phaseOf(step.id())
                .filter(p -> sequence().anyMatch(p::equals) && p.does(Trait.FENCES))
                .filter(p -> step.does(Trait.FENCES)
                        || step.does(Trait.PROMOTES)
                        || step.does(Trait.REDIRECTS)
                        || RequiredFact.serves(step)
                                && RequiredFact.before(p, step).stream().anyMatch(s -> s.does(Trait.PROMOTES)))
                .isPresent();
    }

    /** The messages that a step sends, in order. */
    public Stream<Message> messages(Step step) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.SENDS_MESSAGE))
                .flatMap(a -> message(String.valueOf(a.with().get("message"))).stream());
    }

    public Optional<Message> message(String id) {
        return messages.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    public Optional<Webhook> webhook(String id) {
        return webhooks.stream().filter(w -> w.id().equals(id)).findFirst();
    }

    public Optional<Parameter> parameter(String id) {
        return parameters.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** This plan with other values for its parameters, by id; a parameter that is not among them keeps the file's value. */
    public Plan withValues(Map<String, String> values) {
        var given = parameters.stream()
                .map(p -> {
                    var value = values.getOrDefault(p.id(), "");
                    return value.isBlank() ? p : p.withValue(value);
                })
                .toList();
        return new Plan(
                id,
                title,
                company,
                summary,
                account,
                window,
                regions,
                given,
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
                references,
                probes,
                webhooks,
                monitoring,
                index);
    }

    /**
     * The change window, in UTC, and how long users may be without service in it.
     *
     * @param date the parameter (of kind date) that holds its day; empty: any day
     * @param go the step that decides whether it is used
     * @param steps what may be begun inside it only
     * @param board who is asked before it is used
     */
    public record Window(
            LocalTime opens,
            LocalTime closes,
            Duration downtimeBudget,
            Optional<String> date,
            Optional<String> go,
            List<String> steps,
            Board board,
            String source) {

        /** On any day, and nothing bound to it. */
        public Window(LocalTime opens, LocalTime closes, Duration downtimeBudget, String source) {
            this(opens, closes, downtimeBudget, Optional.empty(), Optional.empty(), List.of(), Board.NONE, source);
        }
    }

    /**
     * Where a region stands on the map and what it is before and after the migration.
     *
     * @param provenBy the steps that prove what it is afterwards: until all are done it is only being prepared for it
     */
    public record Region(
            String id,
            String city,
            String country,
            double latitude,
            double longitude,
            Role before,
            Role after,
            List<String> provenBy) {

        /** Of which no step proves what it is afterwards. */
        public Region(
                String id, String city, String country, double latitude, double longitude, Role before, Role after) {
            this(id, city, country, latitude, longitude, before, after, List.of());
        }
    }

    /** What a region is for. {@code TARGET}: not yet primary but becoming it. {@code BYSTANDER}: never written. */
    public enum Role {
        PRIMARY,
        SECONDARY,
        TARGET,
        LEGACY,
        DECOMMISSIONED,
        BYSTANDER
    }

    /**
     * A value that the plan leaves open and the lead fills in, used as {@code ${id}}.
     *
     * @param kind how candidates are listed live
     * @param value what the file states for every session, if anything
     * @param rehearsal what stands in for it on the embedded estate, which knows such a thing; never used on a real account
     * @param count how many there are to be, and whether there may be none
     */
    public record Parameter(
            String id,
            String title,
            Kind kind,
            Optional<String> region,
            Optional<String> value,
            Optional<String> rehearsal,
            Count count,
            String source) {

        /** One value that the file may state. */
        public Parameter(
                String id, String title, Kind kind, Optional<String> region, Optional<String> value, String source) {
            this(id, title, kind, region, value, Optional.empty(), Count.ONE, source);
        }

        Parameter withValue(String other) {
            return new Parameter(id, title, kind, region, Optional.of(other), rehearsal, count, source);
        }

        /** What a rehearsal begins with. */
        public Optional<String> rehearsed() {
            return rehearsal.or(() -> value);
        }

        public enum Kind {
            TEXT,
            DATE,
            HOSTED_ZONE,
            KMS_KEY,
            DB_SUBNET_GROUP,
            DB_PARAMETER_GROUP,
            SECURITY_GROUP,
            SUBNET,
            BUCKET,
            ROLE,
            TARGET_GROUP,
            ECS_SERVICE,
            EVENT_RULE,
            EVENT_SOURCE,
            REST_API,
            HTTP_API,
            HTTP_API_ID,
            TABLE,
            LOG_GROUP,
            DB_SNAPSHOT,
            LEFTOVER,
            DIRECTORY,
            URL
        }

        /** How many values a parameter has; several are written with commas between them. */
        public enum Count {
            ONE,
            ONE_OR_NONE,
            SOME,
            SOME_OR_NONE;

            /** Whether a person may decide that there is none. */
            public boolean maybeNone() {
                return this == ONE_OR_NONE || this == SOME_OR_NONE;
            }

            public boolean several() {
                return this == SOME || this == SOME_OR_NONE;
            }
        }
    }

    /**
     * One resource of the baseline inventory.
     *
     * @param service the inventory's service name, for example {@code lambda}
     * @param type the inventory's type name, for example {@code function}
     * @param logical the name under which the same thing in several regions is one row
     * @param region the region's id, {@code global}, or {@code unknown} where the written plan does not say
     */
    public record Resource(
            String service,
            String type,
            String name,
            String logical,
            String region,
            Disposition disposition,
            Optional<String> note,
            String source) {}

    public enum Disposition {
        KEEP,
        MOVE,
        DELETE,
        RETIRE
    }

    public record Risk(String id, String text, String impact, String probability, String mitigation, String source) {}

    /** A success criterion: measured by a read-only action, attested by a person, or known to be out of reach. */
    public record Criterion(
            String id,
            String group,
            String text,
            Optional<ActionUse> measure,
            Optional<String> unmeetable,
            String source) {}

    /**
     * A message to people, with the moment it is due, for example {@code T-7 d}.
     *
     * @param webhook to which the console may post it; empty: people send it
     */
    public record Message(
            String id,
            String due,
            String channel,
            String subject,
            String body,
            Optional<String> webhook,
            String source) {
        /** Due when the window opens. */
        static final String AT_THE_WINDOW = "T-0";

        /** That people send. */
        public Message(String id, String due, String channel, String subject, String body, String source) {
            this(id, due, channel, subject, body, Optional.empty(), source);
        }

        /** How many days after the window's opening it is due, negative before it; empty where it hangs on what happens. */
        public Optional<Integer> days() {
            return Optional.of(Notice.of(this)).filter(Notice::dated).map(Notice::days);
        }
    }

    /** Name and reach may hold parameters. */
    public record Contact(String role, Optional<String> name, Optional<String> reach, String source) {}

    /**
     * Who it is and how they are reached, with the parameters' values.
     *
     * @return empty where the plan says neither, or what it says has no value yet
     */
    public Optional<String> reached(Contact contact) {
        var said = Stream.concat(contact.name().stream(), contact.reach().stream())
                .filter(s -> !s.isBlank())
                .toList();
        return said.isEmpty() || said.stream().anyMatch(s -> !isSet(s))
                ? Optional.empty()
                : Optional.of(said.stream()
                        .map(s -> Variables.resolve(s, v -> parameter(v).flatMap(Parameter::value)))
                        .collect(Collectors.joining(", ")));
    }

    private boolean isSet(String text) {
        return Variables.in(text).stream()
                .allMatch(v -> parameter(v)
                        .flatMap(Parameter::value)
                        .filter(s -> !s.isBlank())
                        .isPresent());
    }

    /** A monthly cost in US dollars as the written plan estimates it. */
    public record Cost(String region, String item, int beforeUsd, int afterUsd, String source) {}

    /** Something wrong with the written plan that no single step corrects. */
    public record Finding(String id, String title, String text, String source) {}

    /** A command or link worth having at hand. */
    public record Reference(String title, String text, String source) {}
}
