package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionActions;
import app.medzenhealth.cutover.session.breakglass.Pack;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console reads before it changes anything, a break-glass script asks before it: by a command, or else of a person. */
class ScriptedFactsTest {
    /** What no command of the pack can ask, and why: a person looks, and the script ends unless they say so. */
    private static final Map<String, String> ASKED_OF_A_PERSON = Map.of(
            "lambda.deploy", "settings are compared with those of the source, function by function",
            "lambda.permissions", "a policy is JSON within JSON, which the AWS CLI's queries do not read",
            "lambda.databases", "the same of variables that name a database in the middle of a text",
            "events.create-rules", "rules are compared with those of another region",
            "dns.change", "whole record sets are compared, aliases and routing too",
            "fence.lift", "what it opened was known to whoever closed it",
            "route53.create-health-check", "health checks are found by their tags, one call each");

    @TempDir
    Path folder;

    @Test
    void every_required_fact_of_every_scripted_step_is_asked_by_its_script() throws Exception {
        var plan = PlanFile.SHIPPED.plan();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var texts = desk
                    .workplace()
                    .session()
                    .breakGlass(Set.of(), folder.resolve("pack"), desk.lead(), Progress.SILENT)
                    .pack()
                    .parts()
                    .stream()
                    .flatMap(p -> p.steps().stream())
                    .collect(Collectors.toMap(Pack.StepFile::step, Pack.StepFile::text));
            var asked = new TreeMap<String, String>();
            var of = new TreeSet<String>();
            var facts = 0;
            for (var phase : plan.everything().toList()) {
                for (var step : phase.steps()) {
                    for (var fact : RequiredFact.of(plan, phase, step)) {
                        facts++;
                        var type = SessionActions.catalogue()
                                .find(fact.use().type())
                                .orElseThrow();
                        var byCommand = !type.signature().writes()
                                || type.script().asks().isPresent();
                        asked.put(type.name(), byCommand ? "by command" : "of a person");
                        if (!byCommand) {
                            of.add(type.name());
                        }
                        var title = fact.title(v -> plan.parameter(v).flatMap(Plan.Parameter::value));
                        assertThat(plain(texts.get(step.id())))
                                .as(step.id() + ": " + title)
                                .contains(plain(
                                        byCommand
                                                ? "To be true: " + words(title)
                                                : "You have looked, in AWS, whether this is true now: "
                                                        + words(title)));
                    }
                }
            }
            System.out.println(facts + " required facts of scripted steps: " + asked);
            assertThat(ASKED_OF_A_PERSON.keySet()).containsAll(of);
            assertThat(texts.get("5.6"))
                    .as("sessions and keys before the promotion")
                    .contains("pg_stat_activity", "describe-key", "Enabled", "describe-rule")
                    .matches("(?s).*pg_stat_activity.*promote-read-replica.*");
            assertThat(texts.get("5.8")).contains("pg_is_in_recovery", "pg_stat_activity", "describe-key");
        }
    }

    /** Up to its first variable: what that is on this account is not known to the plan's file. */
    private static String words(String title) {
        var from = title.indexOf("${");
        return from < 0 ? title : title.substring(0, from);
    }

    /** As it stands in a script: quotes are spelt another way there. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9 .-]", "");
    }

    @Test
    void a_question_changes_nothing() {
        assertThat(ActionTable.types().stream()
                        .filter(t -> t.script().asks().isPresent())
                        .map(t -> t.script().asks().map(Recipe::asks).orElseThrow())
                        .toList())
                .isNotEmpty()
                .allSatisfy(q -> assertThat(q).isEmpty());
    }
}
