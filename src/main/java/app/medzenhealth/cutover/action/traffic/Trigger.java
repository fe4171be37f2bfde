package app.medzenhealth.cutover.action.traffic;

/** Something that starts work by itself: an event rule, a schedule, an event source mapping. */
sealed interface Trigger {

    /** How AWS names it. */
    String id();

    record Rule(String id) implements Trigger {}

    record Schedule(String id) implements Trigger {}

    /** @param function whose queue or stream it reads */
    record Mapping(String id, String function) implements Trigger {}

    enum State {
        ON,
        OFF,
        /** On its way from one to the other. */
        CHANGING,
        ABSENT;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Seen(Trigger trigger, State state) {}

    default String label() {
        return switch (this) {
            case Rule rule -> "rule " + rule.id();
            case Schedule schedule -> "schedule " + schedule.id();
            case Mapping mapping -> "event source " + mapping.id() + " of " + mapping.function();
        };
    }
}
