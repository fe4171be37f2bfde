package app.medzenhealth.cutover.plan.command;

/**
 * Why a command may not be started.
 *
 * @param at where it stands: a JSON pointer under the action's inputs, for example {@code argv/2}
 * @param why in words
 * @param instead what would be right
 */
public record CommandFault(String at, String why, String instead) {}
