package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.script.Shell;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.breakglass.Pack;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the scripts of the shipped plan's pack say no more than they have read, or a person has stated. */
final class BreakGlassProofTest {
    /** What ends a script unless it is so, or unless a person states it. */
    private static final Pattern PROOF =
            Pattern.compile("(expect|expect_least|expect_most|checked|attest|until_is|until_gone|tool) .*");

    /** The sum of nothing is 0 (jmespath.org, "Built-in Functions": sum, avg). */
    private static final Pattern SUM = Pattern.compile("(?<guard>(\\S+) && )?sum\\((?<list>[A-Za-z]+)\\[");

    /** What a script has read before, or was told. */
    private static final Pattern VALUE = Pattern.compile("\"\\$\\{(?!PACK|WORK)\\w+\\}\"");

    /** What an action compares with what it deletes, by the names of its inputs. */
    private static final Set<String> COMPARED = Set.of("archive", "copiedTo", "copiesIn", "decidedIn", "movedTo");

    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private RehearsalApp desk;
    private Saved saved;

    @BeforeEach
    void save() throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
        saved = desk.workplace().session().breakGlass(Set.of(), folder.resolve("pack"), desk.lead(), Progress.SILENT);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Stream<Pack.StepFile> scripts() {
        return saved.pack().parts().stream().flatMap(p -> p.steps().stream());
    }

    /** Each command on one line. */
    private static List<String> lines(Pack.StepFile script) {
        return script.text()
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    void what_was_never_measured_passes_no_check_and_is_never_told_as_nothing() throws Exception {
        var program = new StringBuilder("""
                PACK='%s' STEP=practice HOME_REGION=eu-central-1
                . "$PACK/lib.sh"
                WORK=$(mktemp -d "$TMPDIR/work.XXXXXX") AGREED=all
                read_aws() { echo None; }
                once() { echo None; }
                """.formatted(saved.folder()));
        var checks = 0;
        for (var script : scripts().toList()) {
            var before = "";
            for (var line : lines(script)) {
                var sum = SUM.matcher(line);
                while (sum.find()) {
                    assertThat(line).as(script.step()).contains(sum.group("list") + " && sum(");
                    assertThat(line).as(script.step()).contains("not measured");
                }
                if (line.contains(" diff ")) {
                    assertThat(before)
                            .as("%s: two empty files are alike", script.step())
                            .contains(" test -s ");
                }
                if (line.matches("(expect|expect_least|expect_most|checked) .*") && !line.contains(" '' ")) {
                    checks++;
                    assertThat(fallback(line)).as("%s: %s", script.step(), line).isFalse();
                    program.append("( ")
                            .append(VALUE.matcher(line).replaceAll("known"))
                            .append(" ) 2>&1\n");
                }
                before = line;
            }
        }
        assertThat(checks).isGreaterThan(200);
        assertThat(bash(program.toString()).lines().filter(l -> l.contains("PASS")))
                .isEmpty();
    }

    /** Whether the question itself puts the wanted answer where AWS gives none. */
    private static boolean fallback(String line) {
        var wanted = line.matches("expect_(least|most) .*")
                ? line.replaceFirst("^\\S+ (?:'(?:[^']|'\\\\'')*'|\\S+) (\\d+) .*", "$1")
                : line.replaceFirst("^\\S+ (?:'(?:[^']|'\\\\'')*'|\\S+) '?([^' ]*)'? .*", "$1");
        var given = Pattern.quote("`") + "\"?" + Pattern.quote(wanted) + "\"?" + Pattern.quote("`");
        return Pattern.compile("(\\|\\| " + given + "'|not_null\\([^()]*, " + given + "\\)')")
                .matcher(line)
                .find();
    }

    private String bash(String program) throws Exception {
        var file = Files.writeString(folder.resolve("checks.sh"), program);
        var builder = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    @Test
    void what_must_be_true_is_read_or_stated_and_never_only_said() {
        var unread = new ArrayList<String>();
        for (var script : scripts().toList()) {
            var lines = lines(script);
            var from = lines.indexOf("# What must be true now");
            for (var verification : plan.step(script.step()).orElseThrow().verify()) {
                var sentence = Shell.word(Shell.comment(verification.says())).replaceAll("^'|'$", "");
                var at = from + 1;
                while (at < lines.size() && !lines.get(at).contains(sentence)) {
                    at++;
                }
                assertThat(at).as("%s: %s", script.step(), sentence).isLessThan(lines.size());
                var rest = lines.subList(at, lines.size());
                var until = 1;
                while (!rest.get(until).matches("say .*|attest 'You have seen.*|finish")) {
                    until++;
                }
                if (rest.subList(0, until).stream()
                        .noneMatch(l -> PROOF.matcher(l).matches())) {
                    unread.add(script.step() + ": " + sentence);
                }
            }
        }
        assertThat(unread).isEmpty();
    }

    @Test
    void what_the_console_compares_before_it_deletes_is_read_or_stated_before_the_name_is_typed() {
        var missing = new ArrayList<String>();
        var typed = 0;
        for (var script : scripts().toList()) {
            var lines = lines(script);
            var at = 0;
            for (var use : plan.step(script.step()).map(Step::actions).orElseThrow()) {
                var title =
                        "# " + use.type() + use.region().map(r -> " in " + r).orElse("");
                at += lines.subList(at, lines.size()).indexOf(title) + 1;
                var section = lines.subList(at, lines.size()).stream()
                        .takeWhile(l -> !l.matches("# ([a-z0-9]+[.][a-z].*|What must be true now)"))
                        .toList();
                for (var i = 0; i < section.size(); i++) {
                    if (section.get(i).startsWith("typed ")) {
                        typed++;
                        var proofs = section.subList(0, i).stream()
                                .filter(l -> PROOF.matcher(l).matches())
                                .toList();
                        if (proofs.isEmpty()) {
                            missing.add(script.step() + ": nothing is looked at before " + title);
                        }
                        compared(use).stream()
                                .filter(c -> proofs.stream().noneMatch(p -> p.contains(c)))
                                .forEach(c -> missing.add(script.step() + ": " + title + " is not compared with " + c));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(typed).isGreaterThan(15);
    }

    private List<String> compared(ActionUse use) {
        return use.with().entrySet().stream()
                .filter(e -> COMPARED.contains(e.getKey()))
                .map(e -> String.valueOf(e.getValue()))
                .map(this::known)
                .toList();
    }

    private String known(String text) {
        return text.startsWith("${")
                ? plan.parameter(text.substring(2, text.length() - 1))
                        .flatMap(p -> p.value().or(p::rehearsal))
                        .map(v -> v.replaceFirst("\\$\\{.*", ""))
                        .orElseThrow()
                : text;
    }

    @Test
    void whether_a_database_follows_another_is_asked_of_the_database_itself() {
        var asked = 0;
        for (var script : scripts().toList()) {
            var lines = lines(script);
            // An identifier is what the question named: it answers nothing.
            assertThat(lines)
                    .as(script.step())
                    .noneMatch(l -> l.startsWith("expect ") && l.contains("DBInstances[0].DBInstanceIdentifier'"));
            var step = plan.step(script.step()).orElseThrow();
            for (var use : Stream.concat(
                            step.actions().stream(), step.verify().stream().flatMap(v -> v.by().stream()))
                    .filter(u -> u.type().equals("rds.check"))
                    .toList()) {
                if (use.with().get("expect") instanceof Map<?, ?> expect && expect.containsKey("inRecovery")) {
                    asked++;
                    var wanted = expect.get("inRecovery").equals("true") ? "t" : "f";
                    var instance = known(String.valueOf(use.with().get("instance")));
                    assertThat(lines)
                            .as(script.step())
                            .anyMatch(
                                    l -> l.startsWith("expect '" + instance + " is in recovery' " + wanted + " psql "));
                }
            }
        }
        assertThat(asked).isGreaterThan(4);
    }

    /** What the model is set to when the pack is saved, or in a rehearsal, says nothing of the account in which the script runs. */
    @Test
    void a_target_group_is_made_like_another_as_that_is_when_the_script_runs() {
        var lines = scripts()
                .filter(s -> s.step().equals("2.7d"))
                .flatMap(s -> lines(s).stream())
                .toList();
        assertThat(lines)
                .anyMatch(l -> l.startsWith("keep medzen-ehrbase-dr-trial.json aws ")
                        && l.contains("--names medzen-ehrbase-tg ")
                        && l.contains("VpcId!=`null` && {VpcId: VpcId} || `{}`")
                        && l.contains("{HealthCheckPath: HealthCheckPath}"))
                .anyMatch(
                        l -> l.startsWith("run aws ")
                                && l.contains(
                                        " create-target-group --cli-input-json file://\"${WORK}\"/medzen-ehrbase-dr-trial.json "))
                .noneMatch(l -> l.contains("vpc-"));
    }

    /** A stack's output is one text; Lambda takes a list, of which each is one subnet (VpcConfig: SubnetIds). */
    @Test
    void subnets_that_a_stack_names_in_one_text_become_a_list_and_nothing_else_changes() throws Exception {
        var edits = scripts()
                .flatMap(s -> lines(s).stream())
                .filter(l -> l.startsWith("edit sed ") && l.contains("subnet-"))
                .toList();
        assertThat(edits).hasSizeGreaterThan(7);
        for (var edit : edits) {
            var file = Files.writeString(folder.resolve("function.json"), """
                    {
                        "VpcConfig": {
                            "SubnetIds": [
                                "subnet-0a,subnet-0b,subnet-0c"
                            ],
                            "SecurityGroupIds": [
                                "sg-1"
                            ]
                        },
                        "Environment": {
                            "Variables": {
                                "PLACES": "subnet-0a,subnet-0b"
                            }
                        }
                    }
                    """);
            bash(edit.replaceFirst("^edit ", "").replaceFirst(" \"\\$\\{WORK\\}\"\\S*$", " '" + file + "'"));
            var json = JsonMapper.builder().build().readTree(Files.readString(file));
            assertThat(json.at("/VpcConfig/SubnetIds").valueStream().map(JsonNode::asString))
                    .containsExactly("subnet-0a", "subnet-0b", "subnet-0c");
            assertThat(json.at("/Environment/Variables/PLACES").asString()).isEqualTo("subnet-0a,subnet-0b");
        }
    }
}
