package app.medzenhealth.cutover;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.animation.Timeline;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms and their arrows, which only point down. */
class RoomsTest {
    private static final String ROOT = "app.medzenhealth.cutover";
    /** Below every other room: each may show what somebody else wrote. */
    private static final String TEXT = "text";

    /** From the top to the bottom. */
    private static final List<String> ROOMS = List.of(
            "cli",
            "app",
            "ui",
            "rehearsal",
            "session",
            "action",
            "monitor",
            "inventory",
            "aws",
            "audit",
            "store",
            "network",
            "plan",
            "concurrent",
            TEXT);

    /**
     * Plain values of the trail that a person types as options, or that are printed as they are: a copy of them in the composition
     * root would have to follow each change.
     */
    private static final DescribedPredicate<JavaClass> TYPED_OR_PRINTED = describe(
            "typed or printed as they are",
            c -> Set.of(
                            "AuditFilter",
                            "DowntimePart",
                            "DowntimePart$Kind",
                            "ExpectedTrail",
                            "ExpectedTrail$Head",
                            "Selection",
                            "TrailExport$Format",
                            "TrailVerdict")
                    .stream()
                    .anyMatch(name -> c.getName().equals(ROOT + ".audit." + name)));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    private static String in(String room) {
        return ROOT + "." + room + "..";
    }

    @Test
    void no_room_knows_one_above_it() {
        for (var i = 1; i < ROOMS.size(); i++) {
            var above = ROOMS.subList(0, i).stream().map(RoomsTest::in).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(in(ROOMS.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .because("arrows between rooms only point down")
                    .check(classes);
        }
    }

    @Test
    void the_command_line_asks_the_composition_root_alone() {
        var below = ROOMS.subList(2, ROOMS.size()).stream()
                .filter(r -> !r.equals(TEXT))
                .map(RoomsTest::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in("cli"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(below).and(not(TYPED_OR_PRINTED)))
                .because(
                        "a command asks a public class of app for a whole piece of work, as RehearsalRun, OneScan or Evidence,"
                                + " and prints what it came to; what no class of app offers yet is added there")
                .check(classes);
    }

    @Test
    void the_command_line_knows_neither_window_nor_database_nor_aws() {
        noClasses()
                .that()
                .resideInAPackage(in("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "software.amazon.awssdk..", "java.sql..")
                .because(
                        "WindowLaunch and Tour open and draw the window, OneScan reads AWS, and StatusReport the records")
                .check(classes);
    }

    @Test
    void the_plan_knows_no_other_room() {
        noClasses()
                .that()
                .resideInAPackage(in("plan"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOMS.stream()
                        .filter(r -> !r.equals("plan") && !r.equals(TEXT))
                        .map(RoomsTest::in)
                        .toArray(String[]::new))
                .because("the plan is data")
                .check(classes);
    }

    @Test
    void rehearsal_and_window_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage(in("rehearsal"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("ui"))
                .because("the rehearsal is the real thing without a window")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(in("ui"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("rehearsal"))
                .because("the window shows rehearsal and live alike")
                .check(classes);
    }

    @Test
    void only_aws_its_readers_the_actions_and_the_rehearsal_import_the_sdk() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        in("app"), in("ui"), in("session"), in("monitor"), in("audit"), in("store"), in("plan"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .because("what AWS says is put into our own words in one place")
                .check(classes);
    }

    @Test
    void only_the_window_and_the_room_that_opens_it_know_javafx() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("ui"), in("app"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..")
                .because("everything else must run and be tested without a window")
                .check(classes);
    }

    @Test
    void only_the_window_looks_at_a_scan_that_is_not_finished() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("ui"), in("app"), in("inventory"))
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("UnfinishedInventory")
                .because("what was not read yet is evidence for nothing")
                .check(classes);
    }

    @Test
    void only_the_store_speaks_sql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("store"), in("monitor"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .because("one writer, in one place")
                .check(classes);
    }

    @Test
    void programs_are_started_in_one_place_that_hands_over_no_variable_by_itself() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".concurrent.ChildProcess")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.Redirect.class)
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec"))))
                .because("a program inherits the whole environment unless somebody keeps it from that")
                .check(classes);
    }

    @Test
    void hashes_are_made_in_one_way() {
        noClasses()
                .should()
                .callMethod(MessageDigest.class, "getInstance", String.class)
                .because("DigestUtils of commons-codec hashes bytes, texts and files, and has nothing to catch")
                .check(classes);
    }

    @Test
    void what_runs_in_the_window_each_second_ends_with_the_window() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".ui.common.EachSecond")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".ui.signin.SignInPane")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Timeline.class)
                .because(
                        "EachSecond.whileShown stops it where nobody sees it; SignInPane stops its own with the attempt")
                .check(classes);
    }

    @Test
    void no_package_cycle_exists() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void more_than_a_line_of_text_is_written_in_the_one_field_that_has_a_limit_and_lets_tab_go_on() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("app.medzenhealth.cutover.ui.common.FreeTextArea")
                .should()
                .callConstructor(TextArea.class)
                .orShould()
                .callConstructor(TextArea.class, String.class)
                .because("another one would be a keyboard trap without a limit")
                .check(classes);
    }

    @Test
    void no_two_classes_have_the_same_name() {
        var byName = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.toList()));
        assertThat(byName.values().stream().filter(c -> c.size() > 1))
                .as("say in the name what kind of it this is, so that nobody imports the other one")
                .isEmpty();
    }
}
