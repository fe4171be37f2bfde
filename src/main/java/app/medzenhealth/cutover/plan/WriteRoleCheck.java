package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;

/** Whether the roles that phases write under are of the plan's own account. */
final class WriteRoleCheck {
    private WriteRoleCheck() {}

    static void look(Plan plan, PlanPlaces places, Faults faults) {
        places.phases()
                .forEach(at -> at.phase().writeRole().ifPresent(role -> {
                    if (!role.contains("::" + plan.account() + ":")) {
                        faults.found(
                                at.pointer() + "/writeRole",
                                "the role is of another account than the plan",
                                "name a role of account " + plan.account());
                    }
                }));
    }
}
