package app.medzenhealth.cutover.action.traffic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
        TURNING_ON,
        TURNING_OFF,
        /** On its way, and it does not say where to. */
        CHANGING,
        /** On its way to being gone. */
        LEAVING,
        ABSENT;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Whether it stays as it is: AWS refuses to switch what is on its way. */
        boolean settled() {
            return this == ON || this == OFF || this == ABSENT;
        }

        /** What it is, or becomes by itself; empty where it does not say. */
        Optional<State> ahead() {
            return switch (this) {
                case ON, TURNING_ON -> Optional.of(ON);
                case OFF, TURNING_OFF -> Optional.of(OFF);
                case LEAVING, ABSENT -> Optional.of(ABSENT);
                case CHANGING -> Optional.empty();
            };
        }

        /** The state that a preview noted as this word, or where that one led to. */
        static Optional<State> aheadOf(String word) {
            return Arrays.stream(values())
                    .filter(s -> s.word().equals(word))
                    .findFirst()
                    .flatMap(State::ahead);
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
