package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.KeyFingerprint;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    private static final Operator LEAD = new Operator("lead@example.com");

    @TempDir
    Path folder;

    private final Boxes boxes = new Boxes();
    private final Clock clock = new Clock();
    private final KeptInMemory memory = new KeptInMemory(clock);
    private PermitBook permits;
    private String account = "123456789012";
    private Session session;

    /** Moves only when told. */
    private static final class Clock implements Timekeeper {
        private Instant now = Instant.parse("2026-01-12T02:00:00Z");

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public synchronized void sleep(Duration time) throws InterruptedException {
            beforeSleep.run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now = now.plus(time);
        }

        private volatile Runnable beforeSleep = () -> {};

        private volatile Optional<String> doubt = Optional.empty();

        @Override
        public Optional<String> doubt() {
            return doubt;
        }
    }

    @BeforeEach
    void open() throws Exception {
        boxes.state.put("seal", "closed");
        session = reopen();
    }

    /** What the plan's text becomes before it is read. */
    private UnaryOperator<String> planned = UnaryOperator.identity();

    private void plan(String from, String to) throws Exception {
        planned = t -> {
            assertThat(t).contains(from);
            return t.replace(from, to);
        };
        session = reopen();
    }

    /** When the credentials end. */
    private Optional<Instant> until = Optional.empty();

    private String planDigest = Worlds.PLAN_DIGEST;
    /** What stands now where the plan was read from. */
    private Optional<String> planNow = Optional.of(Worlds.PLAN_DIGEST);

    private SessionWorld world(Plan plan) {
        return new SessionWorld(
                SessionView.Mode.REHEARSAL, "aws", account, Optional.empty(), plan.id(), planDigest, Optional.empty());
    }

    private Session reopen() throws Exception {
        permits = new PermitBook(clock);
        var catalogue = boxes.catalogue();
        var signatures = new ArrayList<>(catalogue.signatures());
        signatures.add(StepsDone.type((step, asked) -> Check.unknown(step, "no session"))
                .signature());
        Plan plan;
        try (var in = SessionTest.class.getResourceAsStream("/plans/boxes.yaml")) {
            var text = planned.apply(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var reading = new PlanReader(signatures).read(Path.of("boxes.yaml"), text.getBytes(StandardCharsets.UTF_8));
            assertThat(reading).isInstanceOf(PlanReading.Read.class);
            plan = ((PlanReading.Read) reading).plan();
        }
        var surroundings = new Surroundings(
                unused(Clients.class),
                clock,
                unused(HttpProber.class),
                unused(DnsProber.class),
                unused(SqlProber.class),
                unused(CommandRunner.class),
                (regions, partial) -> new Inventory(account, clock.instant(), Duration.ZERO, List.of()),
                folder,
                folder,
                () -> planNow,
                new Redactor(),
                WebhookAddresses.of(new Redactor(), Map.of()));
        return new Session(
                "s1",
                plan,
                world(plan),
                LEAD,
                catalogue,
                surroundings,
                permits,
                () -> new Identity.Known(account, "arn:aws:sts::" + account + ":assumed-role/op/lead", until),
                memory,
                () -> new SessionView.AuditHead(memory.records.size(), "0", true, ""));
    }

    @SuppressWarnings("unchecked")
    private static <T> T unused(Class<T> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> {
            throw new UnsupportedOperationException(m.getName());
        });
    }

    private StepState state(String step) {
        return session.view().step(step).orElseThrow().state();
    }

    private void run(String step) throws Exception {
        var review = session.review(step);
        session.run(new Confirmation(step, review.fingerprint(), LEAD, Optional.empty(), Optional.empty()));
    }

    private Confirmation confirmation(String step, StepReview review, String typed, String response) {
        return new Confirmation(
                step, review.fingerprint(), LEAD, Optional.ofNullable(typed), Optional.ofNullable(response));
    }

    @Test
    void the_record_of_a_confirmation_says_what_changes_from_and_to() throws Exception {
        run("1.1");
        var confirmed = memory.records.stream()
                .filter(r -> r.kind().equals("step.confirm"))
                .findFirst()
                .orElseThrow();
        assertThat(confirmed.data().get("changes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsOnlyKeys("region", "resource", "attribute", "from", "to"));
    }

    @Test
    void a_step_that_would_outlast_the_credentials_is_refused_before_anything_is_sent() throws Exception {
        until = Optional.of(clock.instant().plusSeconds(59));
        var review = session.review("1.1");
        assertThat(review.passed()).isFalse();
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("The credentials outlast the step")
                .hasMessageContaining("they end in 0 min");
        assertThat(boxes.made).isZero();
        assertThat(memory.kinds()).last().isEqualTo("step.refused");

        until = Optional.of(clock.instant().plusSeconds(61));
        run("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void credentials_that_no_longer_outlast_the_step_when_it_is_confirmed_are_refused_too() throws Exception {
        until = Optional.of(clock.instant().plus(Duration.ofMinutes(5)));
        var review = session.review("1.1");
        assertThat(review.passed()).isTrue();
        clock.sleep(Duration.ofMinutes(4).plusSeconds(30));
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("The credentials outlast the step");
        assertThat(boxes.made).isZero();
        assertThat(memory.kinds()).doesNotContain("step.confirm");
    }

    @Test
    void a_note_is_a_record_without_the_space_around_it() {
        session.note(LEAD, "  the DBA is on the bridge\n");
        assertThat(memory.records.getLast().kind()).isEqualTo("note");
        assertThat(memory.records.getLast().data().get("text")).isEqualTo("the DBA is on the bridge");
    }

    @Test
    void an_empty_or_too_long_note_is_refused_and_nothing_is_written() {
        var before = memory.records.size();
        assertThatThrownBy(() -> session.note(LEAD, " \n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> session.note(LEAD, "x".repeat(FreeText.NOTE.longest() + 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2001 characters");
        assertThat(memory.records).hasSize(before);
    }

    /** Parameters of the session's methods that name something of the plan, or that are checked against what is expected. */
    private static final Set<String> NAMES =
            Set.of("step", "item", "parameter", "criterion", "challenge", "response", "message", "fingerprint");

    @Test
    void nothing_that_a_person_writes_is_kept_without_a_limit() throws Exception {
        var before = memory.records.size();
        var tried = new TreeSet<String>();
        for (var method : Session.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())) {
                continue;
            }
            for (var written : method.getParameters()) {
                var words = written.getType() == String.class && !NAMES.contains(written.getName());
                if (!words && written.getType() != Operator.class
                        || written.getName().equals("by")) {
                    continue;
                }
                tried.add(method.getName() + "(" + written.getName() + ")");
                var arguments = Arrays.stream(method.getParameters())
                        .map(p -> p.equals(written) ? huge(p.getType()) : small(p))
                        .toArray();
                assertThatThrownBy(() -> method.invoke(session, arguments))
                        .as(tried.last())
                        .cause()
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("100000 characters");
            }
        }
        System.out.println("texts refused for their length: " + tried);
        assertThat(tried).hasSizeGreaterThanOrEqualTo(10);
        assertThat(memory.records).hasSize(before);
    }

    private static Object huge(Class<?> type) {
        return type == Operator.class ? new Operator("x".repeat(100_000)) : "x".repeat(100_000);
    }

    private static Object small(Parameter p) {
        if (p.getType() == Operator.class) {
            return LEAD;
        }
        if (p.getType() == int.class) {
            return 1;
        }
        return p.getType().isEnum() ? p.getType().getEnumConstants()[0] : "1.1";
    }

    @Test
    void a_reviewed_and_confirmed_step_is_carried_out_verified_and_recorded() throws Exception {
        run("1.1");

        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(boxes.state).containsEntry("first", "closed");
        assertThat(memory.kinds())
                .containsSubsequence(
                        "step.mint", "step.review", "step.confirm", "action.begin", "action.end", "step.succeeded");
        assertThat(session.view().step("1.1").orElseThrow().outputs()).containsEntry("boxArn", "arn:box:first");
    }

    @Test
    void a_step_is_locked_until_the_one_before_is_done_and_says_so() throws Exception {
        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.Locked.class,
                        l -> assertThat(l.locks().getFirst().why()).contains("1.1"));
        var review = session.review("1.2");
        assertThatThrownBy(() -> session.run(confirmation("1.2", review, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("1.1");
        assertThat(memory.kinds()).contains("step.refused").doesNotContain("step.confirm");
    }

    @Test
    void what_changed_since_the_review_stops_the_run_and_is_shown() throws Exception {
        var review = session.review("1.1");
        boxes.state.put("first", "open");

        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("first state: absent → open");
        assertThat(boxes.made).isZero();
        assertThat(session.view()
                        .step("1.1")
                        .orElseThrow()
                        .review()
                        .orElseThrow()
                        .differences())
                .isNotEmpty();
    }

    @Test
    void an_old_review_cannot_be_confirmed() throws Exception {
        var old = session.review("1.1");
        boxes.state.put("first", "open");
        session.review("1.1");

        assertThatThrownBy(() -> session.run(confirmation("1.1", old, null, null)))
                .isInstanceOf(Refusal.class);
        assertThat(boxes.made).isZero();
    }

    @Test
    void an_unknown_check_keeps_a_step_from_running() throws Exception {
        boxes.unreadable.put("first", "AccessDenied");
        var review = session.review("1.1");

        assertThat(review.passed()).isFalse();
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .hasMessageContaining("AccessDenied");
        assertThat(boxes.made).isZero();
    }

    @Test
    void a_wrong_account_stops_everything_even_between_review_and_confirmation() throws Exception {
        var review = session.review("1.1");
        account = "999999999999";

        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class);
        assertThat(session.review("1.1").passed()).isFalse();
        assertThat(boxes.made).isZero();
    }

    @Test
    void a_failed_step_says_what_was_not_done_and_can_be_run_again() throws Exception {
        boxes.broken.put("first", "It fell");
        run("1.1");
        assertThat(state("1.1")).isInstanceOfSatisfying(StepState.Failed.class, f -> {
            assertThat(f.problem().happened()).isEqualTo("It fell");
            assertThat(f.problem().notDone()).contains("not made");
        });

        boxes.broken.clear();
        run("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(session.view().step("1.1").orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void a_checklist_locks_what_it_gates_and_reopens_when_its_evidence_fails() throws Exception {
        run("1.1");
        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.Locked.class,
                        l -> assertThat(l.locks().getFirst().why()).contains("Checklist"));
        session.tick("c1-1", LEAD, "seen");
        session.tick("c1-2", LEAD, "");
        assertThat(state("1.2")).isInstanceOf(StepState.Ready.class);

        boxes.state.put("first", "open");
        session.readEvidence("c1-1");

        assertThat(state("1.2")).isInstanceOf(StepState.Locked.class);
        assertThat(memory.kinds()).contains("checklist.tick", "checklist.reopen");
        assertThatThrownBy(() -> session.tick("c1-1", LEAD, "please")).isInstanceOf(Refusal.class);
    }

    @Test
    void one_key_is_one_person_and_what_is_no_key_is_nobodys() throws Exception {
        var key = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        session.enrol("dba@example.com", key, LEAD);
        assertThatThrownBy(() -> session.enrol("boss@example.com", key, LEAD))
                .hasMessageContaining("enrolled for dba@example.com already");
        for (var wrong : List.of("MCowBQYDK2VwAyEA", key.substring(4), "A".repeat(60))) {
            assertThatThrownBy(() -> session.enrol("boss@example.com", wrong, LEAD))
                    .as(wrong)
                    .isInstanceOf(Refusal.class);
        }
        assertThat(session.approvers()).containsExactly("dba@example.com");
    }

    private static String publicKey(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    @Test
    void a_further_approver_and_another_key_take_the_signature_of_one_who_is_enrolled() throws Exception {
        var first = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var further = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol("dba@example.com", publicKey(first), LEAD);
        session.enrol("dba@example.com", publicKey(first), LEAD);
        assertThat(memory.kinds()).containsOnlyOnce("approval.enrol");

        for (var wanted : List.of(
                Enrolment.of("boss@example.com", publicKey(further), LEAD),
                Enrolment.of("dba@example.com", publicKey(further), LEAD))) {
            assertThatThrownBy(() -> session.enrol(wanted))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("dba@example.com is enrolled already");
            var challenge = session.challenge(wanted);
            assertThat(Approvals.read(challenge).words())
                    .anyMatch(w -> w.contains(wanted.name()))
                    .anyMatch(w ->
                            w.contains(KeyFingerprint.of(publicKey(further)).spelled()))
                    .noneMatch(w -> w.startsWith("Step "));
            // Neither the new key nor a signature under another enrolment speaks for it.
            for (var answer : List.of(
                    Approvals.respond(challenge, wanted.name(), further.getPrivate()),
                    Approvals.respond(
                            session.challenge(Enrolment.of("third@example.com", publicKey(further), LEAD)),
                            "dba@example.com",
                            first.getPrivate()))) {
                assertThatThrownBy(() -> session.enrol(wanted.signed(answer))).isInstanceOf(Refusal.class);
            }
        }
        assertThat(session.approvers()).containsExactly("dba@example.com");

        var wanted = Enrolment.of("boss@example.com", publicKey(further), LEAD);
        var answer = Approvals.respond(session.challenge(wanted), "dba@example.com", first.getPrivate());
        assertThat(session.checkResponse(wanted.signed(answer))).isEqualTo("dba@example.com");
        session.enrol(wanted.signed(answer));
        assertThat(session.approvers()).containsExactlyInAnyOrder("dba@example.com", "boss@example.com");
        assertThat(memory.records.getLast().data()).containsEntry("approvedBy", "dba@example.com");
    }

    @Test
    void a_plan_file_that_changed_after_the_signature_is_refused_and_nothing_is_sent() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol("dba@example.com", publicKey(keys), LEAD);
        var review = session.review("1.2");
        var response = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());
        assertThat(session.checkResponse("1.2", response)).isEqualTo("dba@example.com");
        var made = boxes.made;

        for (var now : List.of(Optional.of("ab".repeat(32)), Optional.<String>empty())) {
            planNow = now;
            assertThatThrownBy(() -> session.run(confirmation("1.2", review, "second", response)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("plan's file is not what this session carries out");
            assertThat(memory.kinds()).doesNotContain("approval.accepted");
            assertThat(memory.records.getLast().kind()).isEqualTo("approval.refused");
            assertThatThrownBy(() -> session.challenge("1.2"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("plan's file");
        }
        assertThat(boxes.made).isEqualTo(made);
        assertThat(state("1.2")).isNotInstanceOf(StepState.Succeeded.class);

        planNow = Optional.of(Worlds.PLAN_DIGEST);
        session.run(confirmation("1.2", review, "second", response));
        assertThat(state("1.2")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void a_signature_for_the_plan_of_before_does_not_count_in_a_console_with_another_one() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol("dba@example.com", publicKey(keys), LEAD);
        session.review("1.2");
        var response = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());
        var made = boxes.made;

        planDigest = "ab".repeat(32);
        planNow = Optional.of(planDigest);
        session = reopen();
        var review = session.review("1.2");
        assertThatThrownBy(() -> session.run(confirmation("1.2", review, "second", response)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another text of the plan")
                .hasMessageContaining("5e5e5e5e5e5e…");
        assertThat(boxes.made).isEqualTo(made);
    }

    @Test
    void whoever_is_enrolled_after_a_step_was_reviewed_does_not_sign_for_it() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var review = session.review("1.2");
        session.enrol("dba@example.com", publicKey(keys), LEAD);
        var response = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());

        assertThatThrownBy(() -> session.run(confirmation("1.2", review, "second", response)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("enrolled after this was reviewed");
        assertThat(boxes.made).isEqualTo(1);

        var again = session.review("1.2");
        var answer = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());
        session.run(confirmation("1.2", again, "second", answer));
        assertThat(state("1.2")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void an_irreversible_step_needs_the_exact_name_and_a_second_person() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                LEAD);
        var review = session.review("1.2");
        var challenge = session.challenge("1.2");
        var response = Approvals.respond(challenge, "dba@example.com", keys.getPrivate());

        assertThatThrownBy(() -> session.run(confirmation("1.2", review, "secnod", response)))
                .hasMessageContaining("typed name");
        assertThatThrownBy(() -> session.run(confirmation("1.2", review, "second", null)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> session.run(confirmation(
                        "1.2", review, "second", Approvals.respond(challenge, LEAD.name(), keys.getPrivate()))))
                .hasMessageContaining("person who asked");
        assertThat(boxes.made).isEqualTo(1);

        session.run(confirmation("1.2", review, "second", response));

        assertThat(state("1.2")).isInstanceOf(StepState.Succeeded.class);
        assertThat(memory.kinds()).contains("approval.challenge", "approval.refused", "approval.accepted");
    }

    @Test
    void an_approval_expires_and_cannot_be_altered_or_used_for_another_state() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                LEAD);
        session.review("1.2");
        var challenge = session.challenge("1.2");
        var response = Approvals.respond(challenge, "dba@example.com", keys.getPrivate());
        var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThatThrownBy(() -> session.checkResponse(
                        "1.2", Approvals.respond(challenge, "dba@example.com", other.getPrivate())))
                .hasMessageContaining("signature");
        assertThatThrownBy(() -> session.checkResponse("1.2", response.substring(0, response.length() - 3) + "abc"))
                .isInstanceOf(Refusal.class);
        assertThat(session.checkResponse("1.2", response)).isEqualTo("dba@example.com");
        clock.sleep(Approvals.VALID);
        assertThatThrownBy(() -> session.checkResponse("1.2", response)).hasMessageContaining("expired");
    }

    @Test
    void a_response_to_an_earlier_or_altered_challenge_is_refused_as_such_and_recorded() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                LEAD);
        session.review("1.2");
        var earlier = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());
        session.challenge("1.2");

        assertThatThrownBy(() -> session.checkResponse("1.2", earlier))
                .hasMessageContaining("answers another challenge");
        assertThat(memory.kinds()).last().isEqualTo("approval.refused");
        assertThat(memory.records.getLast().data().get("why").toString()).contains("answers another challenge");
    }

    @Test
    void every_refused_response_is_recorded_with_its_reason_and_nothing_is_done() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol(
                "dba@example.com",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                LEAD);
        session.review("1.2");
        refused("anything", "No challenge was made");
        var challenge = session.challenge("1.2");
        var response = Approvals.respond(challenge, "dba@example.com", keys.getPrivate());

        refused(Approvals.respond(challenge, LEAD.name(), keys.getPrivate()), "person who asked");
        refused(Approvals.respond(challenge, "nobody@example.com", keys.getPrivate()), "not enrolled");
        refused(
                Approvals.respond(challenge, "dba@example.com", others.getPrivate()),
                "not by the key that is enrolled");
        refused(response.substring(0, response.length() - 8), "This is not a response code");
        refused(challenge, "This is not a response code");
        refused("", "This is not a response code");
        session.challenge("1.2");
        refused(response, "another challenge");
        clock.sleep(Approvals.VALID);
        refused(response, "expired");
        assertThat(boxes.made).isEqualTo(1);
        assertThat(memory.kinds()).doesNotContain("approval.accepted");
    }

    private void refused(String response, String why) {
        assertThatThrownBy(() -> session.checkResponse("1.2", response))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
        assertThat(memory.kinds()).last().isEqualTo("approval.refused");
        assertThat(memory.records.getLast().data().get("why").toString()).contains(why);
    }

    @Test
    void hold_stops_what_was_not_sent_and_names_what_runs() throws Exception {
        boxes.started = new CountDownLatch(1);
        boxes.mayGoOn = new CountDownLatch(1);
        var review = session.review("1.1");
        var worker = Thread.ofVirtual().start(() -> {
            try {
                session.run(confirmation("1.1", review, null, null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        boxes.started.await();
        session.hold(LEAD);

        assertThat(session.view().hold())
                .isInstanceOfSatisfying(
                        SessionView.Hold.On.class,
                        h -> assertThat(h.stillRunning())
                                .singleElement()
                                .asString()
                                .contains("1.1"));
        assertThat(permits.held()).isTrue();
        boxes.mayGoOn.countDown();
        worker.join();

        session.tick("c1-1", LEAD, "");
        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.Locked.class,
                        l -> assertThat(l.locks())
                                .anySatisfy(k -> assertThat(k.why()).contains("On hold")));
        session.release(LEAD);
        assertThat(permits.held()).isFalse();
    }

    @Test
    void a_double_click_runs_a_step_once() throws Exception {
        boxes.started = new CountDownLatch(1);
        boxes.mayGoOn = new CountDownLatch(1);
        var review = session.review("1.1");
        var worker = Thread.ofVirtual().start(() -> {
            try {
                session.run(confirmation("1.1", review, null, null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        boxes.started.await();

        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class);
        boxes.mayGoOn.countDown();
        worker.join();
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void a_phase_waits_for_its_soak_and_opens_when_it_is_over() throws Exception {
        readyForTyped();
        session.skip("1.2", LEAD, "not needed in this test");
        assertThat(memory.checkpoints).containsExactly("phase 1 complete");
        assertThat(state("2.1"))
                .isInstanceOfSatisfying(
                        StepState.Waiting.class, w -> assertThat(w.what()).isInstanceOf(StepState.WaitsFor.Time.class));

        clock.sleep(Duration.ofHours(168));

        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);
    }

    @Test
    void a_soak_is_counted_from_the_last_step_of_its_phase() throws Exception {
        readyForTyped();
        clock.sleep(Duration.ofHours(167));
        session.skip("1.2", LEAD, "not needed in this test");

        clock.sleep(Duration.ofHours(167));
        assertThat(state("2.1")).isInstanceOf(StepState.Waiting.class);

        clock.sleep(Duration.ofHours(1));
        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);
    }

    private static final String UNBELIEVED = "the clock is not believed: AWS's is 7 d ahead of this machine's";

    @Test
    void no_soak_is_over_by_a_clock_that_is_not_believed() throws Exception {
        readyForTyped();
        session.skip("1.2", LEAD, "not needed in this test");
        clock.sleep(Duration.ofHours(168));
        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);

        clock.doubt = Optional.of(UNBELIEVED);
        assertThat(onlyLock("2.1")).contains("soak", "is not known", UNBELIEVED);
        clock.doubt = Optional.empty();
        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);
    }

    /** A soak is counted from when its phase was settled: a clock that was set back a week would have it begin a week ago. */
    @Test
    void nothing_is_settled_by_a_clock_that_is_not_believed() throws Exception {
        var review = session.review("1.1");
        clock.doubt = Optional.of(UNBELIEVED);
        var before = settling();

        assertThat(onlyLock("1.1")).contains("Nothing is begun", UNBELIEVED);
        assertThatThrownBy(() -> session.skip("1.1", LEAD, "not needed in this test"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(UNBELIEVED);
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(UNBELIEVED);
        assertThat(settling()).isEqualTo(before);
        clock.doubt = Optional.empty();
        session.skip("1.1", LEAD, "not needed in this test");
        assertThat(state("1.1")).isInstanceOf(StepState.Skipped.class);
    }

    private long settling() {
        var kinds = Set.of("step.skipped", "step.succeeded", "step.decided", "step.confirm");
        return memory.kinds().stream().filter(kinds::contains).count();
    }

    @Test
    void a_checklist_that_gates_a_phase_locks_its_steps_and_no_others() throws Exception {
        plan("gates: \"1.2\"", "gates: \"2\"");
        run("1.1");
        assertThat(state("1.2")).isInstanceOf(StepState.Ready.class);
        endPhaseOneAndItsSoak();

        assertThat(onlyLock("2.1")).contains("Before the second", "2 of 2 open");
        session.tick("c1-1", LEAD, "seen");
        session.tick("c1-2", LEAD, "");
        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);
    }

    @Test
    void a_blank_parameter_is_no_value() throws Exception {
        plan("value: third", "value: \"  \"");
        readyForTyped();
        endPhaseOneAndItsSoak();

        assertThat(onlyLock("2.1")).isEqualTo("“Name of the third box” has no value");
        session.setParameter("boxName", "crate");
        assertThat(state("2.1")).isInstanceOf(StepState.Ready.class);
    }

    private void endPhaseOneAndItsSoak() throws InterruptedException {
        session.skip("1.2", LEAD, "not needed in this test");
        clock.sleep(Duration.ofHours(168));
    }

    /** Why the step is locked; fails where it is not, or for more than one reason. */
    private String onlyLock(String step) {
        assertThat(state(step)).isInstanceOf(StepState.Locked.class);
        var locks = ((StepState.Locked) state(step)).locks();
        assertThat(locks).hasSize(1);
        return locks.getFirst().why();
    }

    @Test
    void a_skip_needs_a_reason_and_is_recorded_with_it() throws Exception {
        assertThatThrownBy(() -> session.skip("1.1", LEAD, "no")).isInstanceOf(Refusal.class);
        session.skip("1.1", LEAD, "the box exists since last year");

        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Skipped.class, s -> assertThat(s.reason()).contains("last year"));
        assertThat(memory.kinds()).contains("step.skipped");
    }

    @Test
    void a_step_is_undone_by_its_inverse_after_a_review() throws Exception {
        run("1.1");
        var review = session.reviewUndo("1.1");
        session.undo(confirmation("1.1", review, null, null));

        assertThat(state("1.1")).isInstanceOf(StepState.Undone.class);
        assertThat(boxes.state).doesNotContainKey("first");
        run("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void a_way_back_that_was_only_looked_at_is_nothing_to_confirm_the_step_with() throws Exception {
        run("1.1");
        var back = session.reviewUndo("1.1");
        assertThat(session.view().step("1.1").orElseThrow().review()).isEmpty();

        session.undo(confirmation("1.1", back, null, null));
        boxes.state.put("seal", "broken");
        var review = session.review("1.1");
        session.run(confirmation("1.1", review, null, null));
        assertThat(state("1.1")).isInstanceOf(StepState.Failed.class);
        assertThat(session.view().step("1.1").orElseThrow().review()).isEmpty();
        back = session.reviewUndo("1.1");
        assertThat(session.view().step("1.1").orElseThrow().review())
                .as("what stands under the button that runs it")
                .isEmpty();

        var looked = back;
        assertThatThrownBy(() -> session.run(confirmation("1.1", looked, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("was not reviewed");

        var forward = session.review("1.1");
        assertThatThrownBy(() -> session.undo(confirmation("1.1", forward, null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("was not reviewed");
        back = session.reviewUndo("1.1");
        assertThat(session.view().step("1.1").orElseThrow().review()).contains(forward);
        session.undo(confirmation("1.1", back, null, null));
        assertThat(state("1.1")).isInstanceOf(StepState.Undone.class);
    }

    @Test
    void after_a_crash_what_was_done_counts_and_is_not_done_again() throws Exception {
        boxes.dies = true;
        var review = session.review("1.1");
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        boxes.dies = false;

        session = reopen();
        assertThat(state("1.1")).isInstanceOf(StepState.Running.class);
        session.recoverAll();

        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(boxes.made).isEqualTo(1);
        assertThat(session.view().step("1.1").orElseThrow().outputs()).containsEntry("boxArn", "arn:box:first");
    }

    @Test
    void after_a_crash_what_was_not_done_is_said_and_can_be_run() throws Exception {
        boxes.dies = true;
        var review = session.review("1.1");
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        boxes.dies = false;
        boxes.state.remove("first");

        session = reopen();
        session.recoverAll();

        assertThat(state("1.1")).isInstanceOf(StepState.Failed.class);
        run("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void after_a_crash_what_cannot_be_told_is_put_to_the_operator() throws Exception {
        boxes.dies = true;
        var review = session.review("1.1");
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        boxes.dies = false;
        boxes.unreadable.put("first", "AccessDenied");

        session = reopen();
        session.recoverAll();

        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class, d -> assertThat(d.evidence()).contains("AccessDenied"));
        assertThat(session.view().sentence()).contains("in doubt");
        session.decide("1.1", LEAD, Session.Decision.DONE, "seen in the AWS console");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void that_a_step_was_in_doubt_and_who_decided_against_it_is_still_shown_when_it_is_open_again() throws Exception {
        boxes.dies = true;
        var review = session.review("1.1");
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        boxes.dies = false;
        boxes.unreadable.put("first", "AccessDenied");
        session = reopen();
        session.recoverAll();

        session.decide("1.1", LEAD, Session.Decision.NOT_DONE, "there is no box in the AWS console");
        session = reopen();

        assertThat(state("1.1")).isInstanceOf(StepState.Ready.class);
        assertThat(session.view().step("1.1").orElseThrow().decided())
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.what()).contains("In doubt", "was not done");
                    assertThat(d.by().by()).isEqualTo(LEAD.name());
                    assertThat(d.by().note()).isEqualTo("there is no box in the AWS console");
                });
        boxes.unreadable.clear();
        run("1.1");
        assertThat(session.view().step("1.1").orElseThrow().decided()).isEmpty();
    }

    @Test
    void that_a_step_in_doubt_was_done_takes_two_people_where_two_confirm_it_and_says_what_was_sent() throws Exception {
        readyForTyped();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        session.enrol("dba@example.com", publicKey(keys), LEAD);
        var review = session.review("1.2");
        var response = Approvals.respond(session.challenge("1.2"), "dba@example.com", keys.getPrivate());
        boxes.stumbles = () -> {
            memory.write(
                    "lead",
                    "call.intent",
                    "1.2",
                    Map.of("region", "us-east-2", "service", "boxes", "operation", "MakeBox", "resource", "second"));
            boxes.unreadable.put("second", "AccessDenied");
            throw new ClassCastException("an answer of another kind");
        };
        session.run(confirmation("1.2", review, "second", response));

        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.sent())
                                .singleElement()
                                .satisfies(
                                        s -> assertThat(s.words())
                                                .isEqualTo(
                                                        "MakeBox of second in us-east-2, sent 12 Jan 2026 02:00:00 UTC: no answer came"))
                                .satisfies(s -> assertThat(s.look())
                                        .contains("--region us-east-2", "2026-01-12T01:59:00Z", "'MakeBox'")));
        var decision = DoubtDecision.of("1.2", Session.Decision.DONE, LEAD, "seen in the AWS console");
        assertThatThrownBy(() -> session.decide(decision))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("two people");
        var challenge = session.challenge(decision);
        assertThat(Approvals.read(challenge).words())
                .anyMatch(w -> w.contains("DECIDED, not measured: WAS DONE"))
                .anyMatch(w -> w.contains("MakeBox of second"))
                .anyMatch(w -> w.contains("seen in the AWS console"));
        var answer = Optional.of(Approvals.respond(challenge, "dba@example.com", keys.getPrivate()));
        var title = Optional.of("Make the second box");
        assertThatThrownBy(() -> session.decide(decision.signed(Optional.of("second"), answer)))
                .hasMessageContaining("typed name");
        assertThatThrownBy(
                        () -> session.decide(DoubtDecision.of("1.2", Session.Decision.DONE, LEAD, "seen somewhere else")
                                .signed(title, answer)))
                .isInstanceOf(Refusal.class);
        assertThat(state("1.2")).isInstanceOf(StepState.InDoubt.class);

        session.decide(decision.signed(title, answer));

        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.Succeeded.class, s -> assertThat(s.by()).contains("lead", "dba@example.com"));
        assertThat(memory.records)
                .filteredOn(r -> r.kind().equals("step.decided"))
                .singleElement()
                .satisfies(r -> assertThat(r.data()).containsKeys("sent", "approvedBy", "reason"));
    }

    @Test
    void what_is_decided_about_an_undo_in_doubt_is_about_the_undo() throws Exception {
        for (var decision : Session.Decision.values()) {
            run("1.1");
            boxes.dies = true;
            var review = session.reviewUndo("1.1");
            assertThatThrownBy(() -> session.undo(confirmation("1.1", review, null, null)))
                    .isInstanceOf(Boxes.Killed.class);
            boxes.dies = false;
            boxes.unreadable.put("first", "AccessDenied");
            session = reopen();
            session.recoverAll();
            if (!(state("1.1") instanceof StepState.InDoubt)) {
                throw new AssertionError(state("1.1"));
            }
            assertThat(((StepState.InDoubt) state("1.1")).undoing()).isTrue();

            session.decide("1.1", LEAD, decision, "seen in the AWS console");

            boxes.unreadable.clear();
            switch (decision) {
                case DONE -> {
                    assertThat(state("1.1")).isInstanceOf(StepState.Undone.class);
                    session.retry("1.1", LEAD);
                }
                case NOT_DONE ->
                    assertThat(state("1.1"))
                            .isInstanceOfSatisfying(
                                    StepState.Failed.class,
                                    f -> assertThat(f.problem().happened()).contains("undo was not done"));
            }
        }
    }

    /** What happened is one of several things, and which one it was decides what to look for. */
    @Test
    void of_what_did_not_come_to_its_end_it_is_said_whether_the_console_stopped_or_the_answer_was_lost()
            throws Exception {
        boxes.stumbles = () -> {
            memory.write(
                    "lead",
                    "call.intent",
                    "1.1",
                    Map.of("region", "us-east-2", "service", "boxes", "operation", "MakeBox", "resource", "first"));
            boxes.state.remove("first");
            throw new ClassCastException("an answer of another kind");
        };
        run("1.1");
        session.waitAgain();
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().happened())
                                .doesNotContain("stopped")
                                .contains("an answer of another kind", "at 12 Jan 2026 02:00:00 UTC")
                                .contains("MakeBox of first in us-east-2, sent 12 Jan 2026 02:00:00 UTC"));

        boxes.stumbles = () -> {};
        dieInTheMiddle("open");
        restart();
        session.waitAgain();
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().happened())
                                .startsWith("The console stopped while this step was running")
                                .contains("MakeBox of first in us-east-2, sent "));
    }

    private void dieInTheMiddle(String box) throws Exception {
        boxes.dies = true;
        memory.write("lead", "session.open", "", Map.of());
        var review = session.review("1.1");
        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        memory.write(
                "lead",
                "call.intent",
                "1.1",
                Map.of("region", "us-east-2", "service", "boxes", "operation", "MakeBox", "resource", "first"));
        boxes.dies = false;
        boxes.state.put("first", box);
    }

    private void restart() throws Exception {
        session = reopen();
        memory.write("lead", "session.open", "", Map.of());
        session.recoverAll();
    }

    private String reconciled() {
        return memory.records.stream()
                .filter(r -> r.kind().equals("call.reconciled"))
                .map(r -> String.valueOf(r.data().get("verdict")))
                .reduce("", (a, b) -> a + b);
    }

    @Test
    void what_was_waited_for_before_a_crash_is_waited_for_again_and_nothing_is_sent() throws Exception {
        dieInTheMiddle("closing");
        restart();

        assertThat(state("1.1")).isInstanceOf(StepState.Running.class);
        assertThat(reconciled()).isEqualTo("done");
        assertThat(session.view().resumption().orElseThrow())
                .contains("step 1.1 “Make the first box” is on its way")
                .contains("is waited for again")
                .endsWith("Nothing is in doubt.");
        session.waitAgain();

        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(boxes.waited).isEqualTo(1);
        assertThat(boxes.made).isEqualTo(1);
        assertThat(session.view().step("1.1").orElseThrow().outputs()).containsEntry("boxArn", "arn:box:first");
    }

    @Test
    void what_was_told_after_a_crash_is_told_no_more_when_the_step_has_come_further() throws Exception {
        dieInTheMiddle("closing");
        restart();
        session.announce(List.of("The plan's text has changed."));
        assertThat(session.view().resumption().orElseThrow()).contains("is on its way");

        session.waitAgain();

        assertThat(session.view().resumption()).contains("The plan's text has changed.");
    }

    @Test
    void what_came_into_doubt_after_it_was_told_is_said_to_be_in_doubt() throws Exception {
        dieInTheMiddle("closing");
        restart();
        boxes.unreadable.put("first", "AccessDenied");
        session.lookAgain("1.1");

        assertThat(state("1.1")).isInstanceOf(StepState.InDoubt.class);
        assertThat(session.view().resumption().orElseThrow())
                .doesNotContain("is on its way")
                .endsWith("Step 1.1 is in doubt and needs your decision.");
    }

    @Test
    void a_wait_whose_end_cannot_be_kept_ends_quietly_and_leaves_the_step_to_the_next_start() throws Exception {
        var surprises = new CopyOnWriteArrayList<Throwable>();
        dieInTheMiddle("closing");
        restart();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> surprises.add(e));
        try {
            // The console is closed over it: what ends now can no longer be written down.
            memory.full = true;
            session.waitAgain();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(surprises).isEmpty();
        memory.full = false;
        restart();
        session.waitAgain();
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void a_wait_that_ends_badly_after_a_crash_fails_the_step() throws Exception {
        boxes.closesAs = "closing";
        dieInTheMiddle("closing");
        restart();

        session.waitAgain();

        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().happened()).contains("should be true is not"));
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void a_call_that_a_crash_cut_off_is_called_not_done_when_nothing_shows_of_it_for_long_enough() throws Exception {
        dieInTheMiddle("open");
        restart();

        assertThat(reconciled()).isEqualTo("undecided");
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Running.class, r -> assertThat(r.text()).contains("is not proof before 02:01:00Z"));
        session.waitAgain();
        assertThat(reconciled()).isEqualTo("undecidednot done");
        assertThat(state("1.1")).isInstanceOf(StepState.Failed.class);
        assertThat(clock.instant()).isEqualTo("2026-01-12T02:01:00Z");
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void an_effect_that_shows_late_counts_as_done() throws Exception {
        dieInTheMiddle("open");
        restart();
        clock.beforeSleep = () -> {
            if (clock.now.isAfter(Instant.parse("2026-01-12T02:00:30Z"))) {
                boxes.state.put("first", "closed");
            }
        };

        session.waitAgain();

        assertThat(reconciled()).isEqualTo("undecideddone");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(clock.instant()).isEqualTo("2026-01-12T02:00:50Z");
    }

    @Test
    void what_settles_through_a_second_crash_is_not_waited_for_from_the_start() throws Exception {
        dieInTheMiddle("open");
        restart();
        clock.sleep(Duration.ofSeconds(45));
        restart();
        assertThat(reconciled()).isEqualTo("undecided");

        session.waitAgain();

        assertThat(reconciled()).isEqualTo("undecidednot done");
        assertThat(clock.instant()).isEqualTo("2026-01-12T02:01:00Z");
    }

    @Test
    void a_look_that_is_stopped_leaves_the_step_in_doubt() throws Exception {
        dieInTheMiddle("open");
        restart();
        clock.beforeSleep = () -> Thread.currentThread().interrupt();
        session.waitAgain();

        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.evidence()).contains("nothing shows that it was done"));
        clock.beforeSleep = () -> {};
        session.lookAgain("1.1");
        assertThat(reconciled()).isEqualTo("undecidednot done");
    }

    @Test
    void what_cannot_be_read_while_it_settles_is_read_again_and_never_called_not_done() throws Exception {
        dieInTheMiddle("open");
        restart();
        boxes.unreadable.put("first", "Throttling");

        session.waitAgain();

        assertThat(reconciled()).isEqualTo("undecided");
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class, d -> assertThat(d.evidence()).contains("Throttling"));
        assertThat(clock.instant()).isEqualTo("2026-01-12T02:01:00Z");
    }

    @Test
    void a_call_whose_answer_nobody_understands_is_found_out_instead_of_presumed_failed() throws Exception {
        boxes.stumbles = () -> {
            memory.write(
                    "lead",
                    "call.intent",
                    "1.1",
                    Map.of("region", "us-east-2", "service", "boxes", "operation", "MakeBox", "resource", "first"));
            throw new ClassCastException("an answer of another kind");
        };

        run("1.1");

        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(memory.kinds()).contains("step.doubt", "call.reconciled");
        assertThat(reconciled()).isEqualTo("done");
    }

    @Test
    void a_call_that_nobody_can_tell_of_is_settled_when_it_can_be_read_and_said_once_until_then() throws Exception {
        dieInTheMiddle("closed");
        boxes.unreadable.put("first", "AccessDenied");
        restart();
        session.lookAgain("1.1");
        assertThat(reconciled()).isEqualTo("undecided");
        assertThat(session.view().resumption().orElseThrow()).endsWith("Step 1.1 is in doubt and needs your decision.");

        boxes.unreadable.clear();
        session.lookAgain("1.1");

        assertThat(reconciled()).isEqualTo("undecideddone");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void what_was_carried_out_and_cannot_be_verified_is_in_doubt_until_it_can_be_read() throws Exception {
        boxes.unreadable.put("seal", "AccessDenied");
        run("1.1");

        assertThat(clock.instant()).isEqualTo("2026-01-12T02:10:00Z");
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.evidence())
                                .contains("It was carried out")
                                .contains("AccessDenied"));
        session.lookAgain("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.InDoubt.class);

        boxes.unreadable.clear();
        session.lookAgain("1.1");
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(memory.kinds()).doesNotContain("step.failed");
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void what_was_carried_out_and_is_known_not_to_hold_has_failed() throws Exception {
        boxes.state.put("seal", "open");
        run("1.1");

        assertThat(clock.instant()).isEqualTo("2026-01-12T02:10:00Z");
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().happened()).contains("Expected: seal is closed. Found: open"));
    }

    @Test
    void results_that_come_late_are_waited_for_after_a_crash_too() throws Exception {
        dieInTheMiddle("closed");
        boxes.state.put("seal", "open");
        restart();
        assertThat(state("1.1"))
                .isInstanceOfSatisfying(
                        StepState.Running.class,
                        r -> assertThat(r.text()).contains("Expected: seal is closed. Found: open"));
        clock.beforeSleep = () -> boxes.state.put("seal", "closed");

        session.waitAgain();

        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
        assertThat(boxes.made).isEqualTo(1);
    }

    @Test
    void an_undo_that_a_crash_cut_off_is_settled_by_reading() throws Exception {
        run("1.1");
        boxes.dies = true;
        var review = session.reviewUndo("1.1");
        assertThatThrownBy(() -> session.undo(confirmation("1.1", review, null, null)))
                .isInstanceOf(Boxes.Killed.class);
        boxes.dies = false;

        session = reopen();
        session.recoverAll();

        assertThat(state("1.1")).isInstanceOf(StepState.Undone.class);
    }

    @Test
    void a_confirmation_names_what_was_skipped_before_it_and_no_count_calls_that_done() throws Exception {
        session.skip("1.1", LEAD, "the box exists since last year");

        var view = session.view();
        var risk = Risk.of(view, view.step("1.2").orElseThrow().step());
        assertThat(risk.headline())
                .contains("Not done before it: step 1.1")
                .contains("skipped by " + LEAD.name())
                .contains("the box exists since last year");
        assertThat(view.phases().getFirst().progress().done()).isZero();
        assertThat(view.phases().getFirst().progress().words())
                .startsWith("0 of ")
                .endsWith("done, 1 skipped");
        assertThat(view.sentence()).startsWith("0 of ").contains("1 skipped");
        assertThat(Risk.of(view, view.step("1.1").orElseThrow().step()).headline())
                .doesNotContain("Not done");
    }

    @Test
    void a_tick_about_a_moment_counts_for_its_time_and_then_the_item_is_open_again() throws Exception {
        run("1.1");
        session.tick("c1-1", LEAD, "seen");
        session.tick("c1-2", LEAD, "here until the half hour is over");
        assertThat(state("1.2")).isInstanceOf(StepState.Ready.class);

        clock.sleep(Duration.ofMinutes(30));

        assertThat(state("1.2"))
                .isInstanceOfSatisfying(
                        StepState.Locked.class,
                        l -> assertThat(l.locks())
                                .singleElement()
                                .satisfies(k -> assertThat(k.why()).contains("1 of 2 open", "Somebody watches")));
        var item = session.view()
                .phases()
                .getFirst()
                .checklists()
                .getFirst()
                .items()
                .get(1);
        assertThat(item.ticked()).isFalse();
        assertThat(item.reopened().orElseThrow()).contains("ticked by " + LEAD.name(), "no longer counts");
        session.tick("c1-2", LEAD, "here again");
        assertThat(state("1.2")).isInstanceOf(StepState.Ready.class);
    }

    @Test
    void a_phase_whose_checkpoint_a_crash_prevented_is_signed_at_the_next_start() throws Exception {
        run("1.1");
        session.skip("1.2", LEAD, "there is no second box");
        assertThat(memory.checkpoints).hasSize(1);
        memory.checkpoints.clear();

        session = reopen();
        session.recoverAll();

        assertThat(memory.checkpoints).containsExactly("phase 1 complete");
    }

    @Test
    void ticks_holds_parameters_and_names_survive_a_restart() throws Exception {
        run("1.1");
        session.tick("c1-1", LEAD, "seen");
        session.setParameter("boxName", "crate");
        session.hold(LEAD);
        var before = session.view();

        session = reopen();

        var after = session.view();
        assertThat(after.parameters()).containsEntry("boxName", "crate");
        assertThat(after.hold()).isInstanceOf(SessionView.Hold.On.class);
        assertThat(permits.held()).isTrue();
        assertThat(after.phases()
                        .getFirst()
                        .checklists()
                        .getFirst()
                        .items()
                        .getFirst()
                        .tick())
                .isEqualTo(before.phases()
                        .getFirst()
                        .checklists()
                        .getFirst()
                        .items()
                        .getFirst()
                        .tick());
        assertThat(state("1.1")).isInstanceOf(StepState.Succeeded.class);
    }

    @Test
    void actions_see_the_plan_with_the_values_the_lead_gave() throws Exception {
        session.setParameter("boxName", "crate");

        session.review("1.2");

        assertThat(boxes.plan).isNotNull();
        assertThat(boxes.plan.parameters().getFirst().value()).contains("crate");
    }

    @Test
    void with_a_full_disk_nothing_is_done_and_hold_holds_all_the_same() throws Exception {
        var review = session.review("1.1");
        memory.full = true;

        assertThatThrownBy(() -> session.run(confirmation("1.1", review, null, null)))
                .isInstanceOf(TrailUnavailable.class);
        assertThatThrownBy(() -> session.hold(LEAD)).isInstanceOf(TrailUnavailable.class);
        assertThat(boxes.made).isZero();
        assertThat(permits.held()).isTrue();
    }

    private void readyForTyped() throws Exception {
        run("1.1");
        session.tick("c1-1", LEAD, "");
        session.tick("c1-2", LEAD, "");
    }

    @Test
    void a_step_is_not_undone_under_a_later_one_that_was_done_past_skipped_ones() throws Exception {
        plan("  - id: \"2\"\n    title: Second", """
                      - id: "1.3"
                        title: Make another box
                        purpose: Because.
                        effect: reversible
                        confirm: review
                        expected: PT1M
                        actions: [ { type: box.make, region: us-east-2, with: { name: other } } ]
                        verify: [ { says: It is closed } ]
                        source: here
                  - id: "2"
                    title: Second""".indent(2).stripTrailing());
        run("1.1");
        session.skip("1.2", LEAD, "somebody else has made it already");
        run("1.3");
        assertThat(state("1.3")).isInstanceOf(StepState.Succeeded.class);

        assertThatThrownBy(() -> session.reviewUndo("1.1"))
                .isInstanceOf(Refusal.class)
                .hasMessage("Step 1.3 builds on step 1.1");
        assertThat(undoLock("1.1")).contains("Step 1.3 builds on it: undo step 1.3 first.");
        assertThat(undoLock("1.3")).isEmpty();
        session.undo(confirmation("1.3", session.reviewUndo("1.3"), null, null));
        assertThat(undoLock("1.3")).isPresent();
        assertThat(undoLock("1.1")).isEmpty();
        session.reviewUndo("1.1");
    }

    private Optional<String> undoLock(String step) {
        var view = session.view();
        return UndoLock.of(view, view.step(step).orElseThrow());
    }

    @Test
    void a_tick_keeps_the_evidence_that_it_was_made_with_when_the_console_starts_again() throws Exception {
        run("1.1");
        session.tick("c1-1", LEAD, "seen");
        var before = item("c1-1");
        assertThat(before.evidence()).isNotEmpty();

        session = reopen();

        assertThat(item("c1-1").evidence()).isEqualTo(before.evidence());
        boxes.state.put("first", "open");
        session.readEvidence("c1-1");
        assertThat(item("c1-1").evidence()).noneMatch(Check::passed);
    }

    private SessionView.ItemView item(String id) {
        return session.view().phases().stream()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .filter(i -> i.item().id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
