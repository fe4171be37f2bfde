package app.medzenhealth.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** An action's name stands in its declaration; whoever decides by what an action does asks for its traits. */
class ActionNamesTest {
    /** Operations of AWS that take something away for good where a whole type is about them. */
    private static final Pattern DELETING = Pattern.compile("(.*[.-])?(delete|purge|terminate)([.-].*)?");

    @Test
    void no_room_but_the_actions_own_names_an_action() throws IOException, URISyntaxException {
        var types = StandardActions.catalogue().signatures().stream()
                .map(ActionSignature::type)
                .collect(Collectors.toSet());
        var classes = Path.of(StandardActions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var named = new TreeSet<String>();
        var looked = 0;
        try (var files = Files.walk(classes.resolve("app"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var name = classes.relativize(file).toString();
                if (name.startsWith("app/medzenhealth/cutover/action/")) {
                    continue;
                }
                looked++;
                StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
                        .filter(StringEntry.class::isInstance)
                        .map(e -> ((StringEntry) e).stringValue())
                        .filter(types::contains)
                        .forEach(t -> named.add(name + ": " + t));
            }
        }
        assertThat(looked).isGreaterThan(800);
        assertThat(named)
                .as("declare a trait of the action (ActionSpec.is) and ask for it")
                .isEmpty();
    }

    @Test
    void what_destroys_or_promotes_needs_a_typed_name_and_a_second_person() {
        var grave = StandardActions.catalogue().signatures().stream()
                .filter(s -> s.has(Trait.DESTROYS) || s.has(Trait.PROMOTES))
                .toList();
        assertThat(grave).hasSizeGreaterThan(8).allSatisfy(s -> {
            assertThat(s.least()).as(s.type()).isEqualTo(Confirm.TYPED_AND_SECOND);
            assertThat(s.writes()).as(s.type()).isTrue();
        });
    }

    @Test
    void whatever_is_named_after_a_deletion_says_that_it_destroys() {
        assertThat(StandardActions.catalogue().signatures().stream()
                        .filter(s -> DELETING.matcher(s.type()).matches()))
                .hasSizeGreaterThan(7)
                .allMatch(s -> s.has(Trait.DESTROYS));
    }

    @Test
    void only_what_reads_is_confirmed_by_nothing() {
        assertThat(StandardActions.catalogue().signatures())
                .allSatisfy(
                        s -> assertThat(s.least() == Confirm.NONE).as(s.type()).isEqualTo(!s.writes()));
    }

    @Test
    void every_trait_is_declared_by_an_action() {
        assertThat(SessionActions.signatures().stream()
                        .flatMap(s -> s.traits().stream())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Trait.values()));
    }

    @Test
    void what_an_action_says_of_its_inputs_is_said_of_inputs_that_it_has() {
        assertThat(StandardActions.catalogue().signatures()).allSatisfy(s -> {
            var inputs = s.inputs().stream().map(ActionSignature.Input::name).toList();
            assertThat(inputs).as(s.type()).containsAll(s.files()).containsAll(s.databases());
        });
    }
}
