package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.catalogue.WayBack;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActionTableTest {
    private static final String ACTIONS = "app.medzenhealth.cutover.action";

    @Test
    void the_file_is_what_the_action_types_declare_today() throws IOException {
        assertThat(Files.readString(ActionTable.FILE))
                .as("stale: run %s", ActionTable.class.getName())
                .isEqualTo(ActionTable.text(ActionTable.types(), PlanFile.SHIPPED.plan()));
    }

    @Test
    void every_type_says_its_effect_and_its_way_back_and_is_confirmed_as_its_traits_demand() {
        assertThat(ActionTable.types()).hasSizeGreaterThan(60).allSatisfy(type -> {
            assertThat(ActionTable.effect(type)).as(type.name()).isNotBlank();
            assertThat(ActionTable.wayBack(type.wayBack())).as(type.name()).matches("[a-z].{10,}[^.]");
            assertThat(type.signature().least())
                    .as(type.name())
                    .isGreaterThanOrEqualTo(ActionTable.demanded(type.signature()));
        });
    }

    @Test
    void what_destroys_or_promotes_takes_a_typed_name_and_a_second_person_and_has_no_way_back() {
        assertThat(ActionTable.types().stream().filter(ActionTable::forGood))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(type -> {
                    assertThat(type.signature().least()).as(type.name()).isEqualTo(Confirm.TYPED_AND_SECOND);
                    assertThat(type.wayBack()).as(type.name()).isInstanceOf(WayBack.None.class);
                });
    }

    /** A type whose requests delete what holds data has the trait: nothing that deletes slips through by its name. */
    @Test
    void every_type_that_is_called_a_deletion_declares_that_it_destroys() {
        assertThat(ActionTable.types().stream().filter(t -> t.name().matches(".*delete.*")))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(t -> assertThat(t.signature().has(Trait.DESTROYS))
                        .as(t.name())
                        .isTrue());
    }

    @Test
    void what_a_plan_must_say_of_a_deletion_are_inputs_that_it_takes() {
        assertThat(ActionTable.types())
                .allSatisfy(t -> assertThat(t.signature().inputs().stream().map(i -> i.name()))
                        .as(t.name())
                        .containsAll(t.signature().keeps().stream()
                                .flatMap(k -> Stream.of(k.split("\\|")))
                                .toList())
                        .containsAll(t.signature().safeguards())
                        .containsAll(t.signature().targets()));
    }

    @Test
    void the_facts_of_a_promotion_are_the_fence_and_the_comparison() {
        var type = ActionTable.types().stream()
                .filter(t -> t.name().equals("rds.promote"))
                .findFirst()
                .orElseThrow();
        assertThat(ActionTable.facts(type, PlanFile.SHIPPED.plan()))
                .anyMatch(f -> f.startsWith("5.6: ")
                        && f.contains("is still fenced (eu-west-1) (`fence.writes`)")
                        && f.contains("(`sql.parity`)"));
    }

    /** What is declared is what the code does: exactly those give an inverse that say they are undone. */
    @Test
    void a_type_says_that_it_is_undone_exactly_where_its_code_makes_an_inverse() throws ReflectiveOperationException {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ACTIONS);
        var declaring = declaring(classes);
        var writing =
                ActionTable.types().stream().filter(t -> t.signature().writes()).toList();
        assertThat(declaring)
                .containsKeys(writing.stream().map(ActionType::name).toArray(String[]::new));
        assertThat(writing)
                .allSatisfy(type -> assertThat(type.wayBack() instanceof WayBack.Undone)
                        .as(type.name())
                        .isEqualTo(inverts(declaring.get(type.name()))));
    }

    private static boolean inverts(JavaClass action) {
        return Stream.concat(Stream.of(action), action.getAllRawSuperclasses().stream())
                .filter(c -> c.getPackageName().startsWith(ACTIONS))
                .flatMap(c -> c.getConstructorCallsFromSelf().stream())
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Undo.Inverse.class));
    }

    /** The class that each type is declared in, which is the action itself. */
    private static Map<String, JavaClass> declaring(JavaClasses classes) throws ReflectiveOperationException {
        var found = new HashMap<String, JavaClass>();
        for (var candidate : classes) {
            for (var field : candidate.reflect().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ActionType.class) {
                    field.setAccessible(true);
                    found.put(((ActionType) field.get(null)).name(), candidate);
                }
            }
        }
        return found;
    }
}
