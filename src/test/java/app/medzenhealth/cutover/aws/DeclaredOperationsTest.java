package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.service.AwsServices;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the action types declare, against the SDK's clients. */
class DeclaredOperationsTest {

    static List<ActionType> types() {
        return List.copyOf(StandardActions.catalogue().types());
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatever_a_type_sends_is_an_operation_of_its_services_client_and_changes_something(ActionType type) {
        type.sends().forEach(operation -> {
            var client = AwsServices.of(operation.service())
                    .orElseThrow(() -> new AssertionError("there is no service " + operation.service()))
                    .client()
                    .get();
            var there = SdkOperations.requests(client).stream()
                    .map(m -> Spelling.operation(m.getParameterTypes()[0]))
                    .collect(Collectors.toSet());
            assertThat(there).as(type.name()).contains(operation.name());
            assertThat(Operations.isRead(operation.service(), operation.name()))
                    .as(operation.toString())
                    .isFalse();
        });
    }

    @Test
    void every_declaration_in_the_code_is_in_the_catalogue() {
        var declared = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("app.medzenhealth.cutover.action")
                        .stream()
                        .flatMap(c -> c.getFields().stream())
                        .filter(f -> f.getModifiers().contains(JavaModifier.STATIC)
                                && f.getRawType().isEquivalentTo(ActionType.class))
                        .map(DeclaredOperationsTest::value)
                        .toList();
        // account.verify asks the catalogue what the others need, so it is made with it.
        var catalogue =
                types().stream().filter(t -> !t.name().equals("account.verify")).toList();
        assertThat(declared).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(catalogue);
    }

    private static ActionType value(JavaField field) {
        var reflected = field.reflect();
        reflected.setAccessible(true);
        try {
            return (ActionType) reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
