package app.medzenhealth.cutover.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.medzenhealth.cutover.plan.Plan;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RolesShownTest {

    @Test
    void no_screen_but_the_one_that_knows_the_live_facts_reads_what_a_region_was_before_the_migration() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RegionStanding")
                .should()
                .callMethod(Plan.Region.class, "before")
                .because("what a region is now follows the session: SessionView.rolesNow says it everywhere")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("app.medzenhealth.cutover.ui"));
    }
}
