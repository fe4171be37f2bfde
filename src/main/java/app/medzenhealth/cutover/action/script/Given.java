package app.medzenhealth.cutover.action.script;

/** How a script comes to know what an earlier step gave. */
public sealed interface Given {

    /** It follows from the plan and from what the session has minted. */
    record Known(String text) implements Given {}

    /** Whoever carries out the script asks AWS; an empty answer stops it. */
    record Asked(Command command) implements Given {}
}
