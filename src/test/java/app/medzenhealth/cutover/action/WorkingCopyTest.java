package app.medzenhealth.cutover.action;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionUse;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WorkingCopyTest {

    @TempDir
    Path folder;

    private Path copy;

    @BeforeEach
    void a_working_copy_with_links() throws IOException {
        copy = Files.createDirectories(folder.resolve("copy"));
        Files.createDirectories(copy.resolve("fn/sync"));
        Files.writeString(copy.resolve("fn/sync/index.js"), "secret-word");
        Files.writeString(copy.resolve("stack.yaml"), "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n");
        Files.writeString(copy.resolve("run.sh"), "#!/bin/sh\n").toFile().setExecutable(true);
        var outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("index.js"), "secret-word");
        Files.writeString(outside.resolve("stack.yaml"), Files.readString(copy.resolve("stack.yaml")));
        Files.writeString(outside.resolve("run.sh"), "#!/bin/sh\n").toFile().setExecutable(true);
        Files.createSymbolicLink(copy.resolve("out"), outside);
        Files.createSymbolicLink(copy.resolve("out.yaml"), outside.resolve("stack.yaml"));
        Files.createSymbolicLink(copy.resolve("out.js"), outside.resolve("index.js"));
        Files.createSymbolicLink(copy.resolve("out.sh"), outside.resolve("run.sh"));
        Files.createSymbolicLink(copy.resolve("in"), copy.resolve("fn/sync"));
        Files.createDirectories(folder.resolve("copy-of-the-copy"));
        Files.createSymbolicLink(folder.resolve("linked"), copy);
    }

    /** One folder, spelled in every way in which a person or a program may name it. */
    private Map<String, Path> spellings() {
        var spelled = new LinkedHashMap<String, Path>();
        spelled.put("absolute", copy.toAbsolutePath());
        spelled.put("relative", Path.of("").toAbsolutePath().relativize(copy.toAbsolutePath()));
        spelled.put("with a dot", copy.resolve("."));
        spelled.put("with a detour", copy.resolve("fn").resolve(".."));
        spelled.put("by a symbolic link", folder.resolve("linked"));
        return spelled;
    }

    @Test
    void the_folder_that_the_window_was_started_in_is_a_working_copy() throws IOException {
        assertThat(new WorkingCopy(Path.of(".")).file("pom.xml"))
                .isRegularFile()
                .isAbsolute();
        assertThat(new WorkingCopy(Path.of("")).folder("src/main")).isDirectory();
    }

    @Test
    void what_is_inside_is_found_however_the_folder_is_spelled_and_what_leads_out_never() throws IOException {
        var found = 0;
        var refused = 0;
        for (var root : spellings().entrySet()) {
            var working = new WorkingCopy(root.getValue());
            for (var inside : List.of(
                    ".", "fn", "fn/sync/index.js", "./fn/../run.sh", "in/index.js", "fn/sync/", copy + "/run.sh")) {
                if (inside.startsWith("/") && root.getKey().equals("by a symbolic link")) {
                    continue;
                }
                assertThat(working.find(inside))
                        .as(root.getKey() + " " + inside)
                        .exists();
                found++;
            }
            for (var outside : List.of(
                    "..",
                    "../outside/run.sh",
                    "fn/../../outside",
                    "out/run.sh",
                    "out",
                    "out.sh",
                    "/etc/passwd",
                    "../copy-of-the-copy",
                    "fn\0x",
                    "nowhere")) {
                assertThatThrownBy(() -> working.find(outside))
                        .as(root.getKey() + " " + outside)
                        .isInstanceOf(IOException.class)
                        .hasMessageMatching("(?s).*(outside of|not in|leads out of|is not a path).*");
                refused++;
            }
        }
        System.out.println("working copy: " + found + " ways in, " + refused + " ways out refused");
    }

    /** Every kind of action that takes a file of the working copy, by the way in and by every way out. */
    @Test
    void every_action_with_a_file_of_the_working_copy_takes_what_is_inside_and_nothing_else() throws Exception {
        var actions = 0;
        for (var root : spellings().entrySet()) {
            for (var tried : tried("", ".yaml", ".sh", ".js").entrySet()) {
                assertThat(problem(tried.getValue(), root.getValue()))
                        .as(root.getKey() + " " + tried.getKey())
                        .doesNotContain(
                                "outside", "leads out", "not in the working copy", "not a folder", "cannot be read");
                actions++;
            }
            for (var tried : tried("out", ".yaml", ".sh", ".js").entrySet()) {
                assertThat(problem(tried.getValue(), root.getValue()))
                        .as(root.getKey() + " " + tried.getKey())
                        .contains("leads out of the working copy");
                actions++;
            }
        }
        System.out.println(actions + " actions with a file of the working copy, from "
                + spellings().size() + " spellings of it");
    }

    /** @param out empty: what is inside; else the name of the links that lead out */
    private static Map<String, ActionUse> tried(String out, String yaml, String sh, String js) {
        var inside = out.isEmpty();
        var uses = new LinkedHashMap<String, ActionUse>();
        uses.put(
                "cfn.deploy",
                new ActionUse(
                        "cfn.deploy",
                        Optional.of("eu-central-1"),
                        Map.of("stack", "s", "template", inside ? "stack" + yaml : out + yaml)));
        uses.put(
                "lambda.package",
                new ActionUse(
                        "lambda.package",
                        Optional.empty(),
                        Map.of("functions", Map.of("f", inside ? "fn/sync" : out))));
        uses.put(
                "command.run",
                new ActionUse(
                        "command.run",
                        Optional.empty(),
                        Map.of(
                                "argv",
                                List.of(inside ? "./run" + sh : "./" + out + sh),
                                "directory",
                                ".",
                                "timeout",
                                "PT1M")));
        uses.put(
                "command.run in a folder",
                new ActionUse(
                        "command.run",
                        Optional.empty(),
                        Map.of("argv", List.of("firebase"), "directory", inside ? "fn" : out, "timeout", "PT1M")));
        uses.put(
                "config.audit",
                new ActionUse(
                        "config.audit",
                        Optional.empty(),
                        Map.of("files", List.of(inside ? "fn/**" + js : out + js), "forbid", List.of("secret-word"))));
        return uses;
    }

    private String problem(ActionUse use, Path root) {
        try {
            var bench = new Workbench(folder);
            var context = bench.context(root);
            var action = StandardActions.catalogue().make(use);
            var found = new StringBuilder();
            for (var checks : List.of(action.preflight(context), action.verify(context))) {
                checks.forEach(c -> found.append(c.outcome().evidence()).append('\n'));
            }
            return found.toString();
        } catch (ActionFailure e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobody_else_judges_what_is_inside_of_the_working_copy() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action");
        ArchRuleDefinition.noClasses()
                .that()
                .areNotAssignableTo(WorkingCopy.class)
                .should()
                .callMethod(ActionContext.class, "workingCopy")
                .because("WorkingCopy is the one place that finds files in it")
                .check(classes);
    }

    @Test
    void files_that_a_session_keeps_are_made_in_one_place() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action", "app.medzenhealth.cutover.session");
        var making = ArchRuleDefinition.noClasses()
                .that()
                .areNotAssignableTo(SessionFile.class)
                .and()
                .doNotHaveSimpleName("PackFolder")
                .should()
                .callMethodWhere(
                        target(
                                describe(
                                        "makes a folder or writes a file",
                                        t -> t.getOwner().isEquivalentTo(Files.class)
                                                && t.getName()
                                                        .matches(
                                                                "createDirector(y|ies)|createFile|write|writeString|newBufferedWriter"))));
        making.because("what a session keeps is readable by its owner alone").check(classes);
    }
}
