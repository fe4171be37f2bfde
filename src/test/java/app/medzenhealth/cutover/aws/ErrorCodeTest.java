package app.medzenhealth.cutover.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.AwsError.Kind;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What AWS's error codes mean is said by one table, and nothing is made of any other code or of words. */
class ErrorCodeTest {
    private static final String SAID = "words of AWS's own that nobody here has written";

    /** Places that may look into an answered failure, each with why. */
    private static final Set<String> READERS = Set.of(
            // The one place that explains.
            "app.medzenhealth.cutover.aws.AwsErrors",
            // Copies a refusal for those who waited with it, and decides nothing.
            "app.medzenhealth.cutover.aws.read.Pace");

    /** Places that show AWS's words as they are. */
    private static final Set<String> SHOWING = Set.of(
            "app.medzenhealth.cutover.aws.AwsErrors",
            "app.medzenhealth.cutover.aws.signin.Explanations",
            "app.medzenhealth.cutover.action.database.Conditions");

    private static AwsServiceException answer(String code, int status, String said) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(said)
                        .build())
                .statusCode(status)
                .build();
    }

    @Test
    void every_row_of_the_table_has_its_source_and_is_what_people_are_told() {
        for (var row : ErrorCode.values()) {
            assertThat(row.source().where()).as(row.code()).isNotBlank();
            var error = AwsErrors.explain(answer(row.code(), 400, SAID));
            assertThat(error.kind()).as(row.code()).isEqualTo(row.kind());
            assertThat(error.fate()).as(row.code()).isEqualTo(AwsError.Fate.REJECTED);
            var told = row.words().orElse(row.kind() == Kind.ACCESS_DENIED ? "not permitted: " + SAID : SAID);
            assertThat(error.words()).as(row.code()).isEqualTo(told);
        }
        for (var wording : Wording.values()) {
            assertThat(wording.reason()).as(wording.name()).isNotBlank();
        }
        System.out.println(
                "codes explained: " + ErrorCode.values().length + ", wordings that decide: " + Wording.values().length);
    }

    @Test
    void a_bucket_of_another_region_is_not_a_question_of_credentials() {
        var error = AwsErrors.explain(
                answer(
                        "IllegalLocationConstraintException",
                        400,
                        "The af-south-1 location constraint is incompatible for the region specific endpoint this request was sent to."));
        assertThat(error.kind()).isEqualTo(Kind.REJECTED);
        assertThat(error.words()).contains("region is not that of the endpoint", "credentials are not in question");
    }

    /** Of every service of the SDK here: AWS's own words come through, whatever the status. */
    @Test
    void no_code_outside_the_table_is_explained() throws Exception {
        var codes = codesOfTheSdk();
        assertThat(codes).hasSizeGreaterThan(1000);
        var asSaid = 0;
        for (var code : codes) {
            for (var status : new int[] {400, 401, 403, 404, 409, 429, 500, 503}) {
                var error = AwsErrors.explain(answer(code, status, SAID));
                var row = ErrorCode.of(code);
                if (row.isEmpty()) {
                    assertThat(error.words()).as("%s %d", code, status).isEqualTo(SAID);
                    asSaid++;
                } else {
                    assertThat(error.kind())
                            .as("%s %d", code, status)
                            .isEqualTo(row.get().kind());
                }
            }
        }
        System.out.println(
                "codes of the SDK's services: " + codes.size() + ", answers shown as AWS said them: " + asSaid);
    }

    /** By the names of the exceptions, with and without the ending that the SDK gives them. */
    private static Set<String> codesOfTheSdk() throws IOException {
        var codes = new TreeSet<String>();
        for (var root : Collections.list(
                ErrorCodeTest.class.getClassLoader().getResources("software/amazon/awssdk/services"))) {
            var connection = (JarURLConnection) root.openConnection();
            for (var entry : Collections.list(connection.getJarFile().entries())) {
                var name = Pattern.compile(".*/model/(([A-Za-z0-9]+)Exception)\\.class")
                        .matcher(entry.getName());
                if (name.matches()) {
                    codes.add(name.group(1));
                    codes.add(name.group(2));
                }
            }
        }
        return codes;
    }

    @Test
    void nobody_else_looks_at_codes_status_or_words_of_a_failure() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are not its readers",
                        c -> !READERS.contains(c.getName())
                                && !c.getPackageName().contains(".rehearsal")))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "asks a failure for its code, status or words", ErrorCodeTest::asks))
                .because("what a code means is said in one table, with its source")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("app.medzenhealth.cutover"));
    }

    private static boolean asks(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        var method = call.getTarget().getName();
        return owner.isEquivalentTo(AwsErrorDetails.class)
                        && Set.of("errorCode", "errorMessage").contains(method)
                || owner.isAssignableTo(SdkServiceException.class)
                        && Set.of("statusCode", "getMessage", "isThrottlingException")
                                .contains(method);
    }

    @Test
    void words_of_aws_are_shown_in_few_places_and_decide_in_none() {
        noClasses()
                .that(DescribedPredicate.describe("do not show them", c -> !SHOWING.contains(c.getName())))
                .should()
                .callMethod(AwsErrors.class, "said", AwsServiceException.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("app.medzenhealth.cutover"));
    }

    /** A sentence is for people: whoever compares one decides by it. */
    @Test
    void no_message_is_compared_with_anything() throws IOException {
        var compared = Pattern.compile(
                "(getMessage|reason|happened|said|words|code)\\((e|failure|problem)?\\)\\)?"
                        + "(\\.strip\\(\\)|\\.toLowerCase\\([^)]*\\))*\\.(contains|startsWith|endsWith|matches|equals|equalsIgnoreCase|indexOf)\\(");
        var allowed = List.of(
                // AWS's code against the table's own.
                "AwsErrors.java: return code(e).equals(code.code());",
                "SignInCode.java: .filter(v -> v.code.code().equals(code))",
                // Jackson's message, to say that a number must stand in quotes: nothing is decided for AWS.
                "PlanReader.java: return node != null && node.isNumber() && e.getMessage().contains(\"string\")",
                // What a person types against what was to be written.
                "NoteDialog.java: + (text.words().equals(words) ? \" Your words are still in the field below.\" : \"\"),",
                // A search through the words of a table's row.
                "InventorySearch.java: default -> row.words().contains(term.value());");
        var found = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (file.toString().contains("/rehearsal/")) {
                    continue;
                }
                for (var line : Files.readAllLines(file)) {
                    if (compared.matcher(line).find()) {
                        found.add(file.getFileName() + ": " + line.strip().replaceAll("[;)]*$", ""));
                    }
                }
            }
        }
        assertThat(found).allMatch(line -> allowed.stream().anyMatch(a -> a.startsWith(line)));
        System.out.println("comparisons of words, each allowed with its reason: " + found.size());
    }
}
