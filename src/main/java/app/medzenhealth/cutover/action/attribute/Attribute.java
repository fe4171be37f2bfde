package app.medzenhealth.cutover.action.attribute;

import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.WholeObject;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One value in AWS that can be read, set, and set back to what it was. Making it reads nothing.
 *
 * <p>A value is text, as a {@link Fact} keeps it: {@link Fact#ABSENT} where there is none, and what must come back whole is the
 * JSON that {@link WholeObject} makes of it.
 *
 * @param resource whose value it is, as the calls name it
 * @param name what it is called there, for example {@code desiredCount}
 * @param wanted what it is to be
 * @param reading reads it; may fail with the SDK's exceptions
 * @param setting what gives it a value: the wanted one, one that a preview noted, or {@link Fact#ABSENT}, which takes it away; empty
 *     where its action sets several together
 * @param settable whether it can be set, given what it is now; where not, a preflight check says why
 * @param equality whether what was read is as good as a wanted or former value
 * @param words a value for people
 */
public record Attribute(
        String resource,
        String name,
        String wanted,
        Supplier<String> reading,
        Function<String, Optional<Stage>> setting,
        Predicate<String> settable,
        BiPredicate<String, String> equality,
        UnaryOperator<String> words) {

    /** One of several that its action sets together: {@link AttributeAction#stages}. */
    public static Attribute of(String resource, String name, String wanted, Supplier<String> reading) {
        return new Attribute(
                resource,
                name,
                wanted,
                reading,
                value -> Optional.empty(),
                now -> true,
                String::equals,
                UnaryOperator.identity());
    }

    /** The same, set by a call of its own. */
    public Attribute setBy(Function<String, Call<?, ?, ?>> call) {
        return new Attribute(
                resource,
                name,
                wanted,
                reading,
                value -> Optional.of(Stage.send(
                        (value.equals(Fact.ABSENT) ? "Taking away " : "Setting ") + name + " of " + resource,
                        call.apply(value))),
                settable,
                equality,
                words);
    }

    /** The same, set only where what it is now allows it. */
    public Attribute settableWhere(Predicate<String> allowed) {
        return new Attribute(resource, name, wanted, reading, setting, allowed, equality, words);
    }

    /** The same, where texts that differ may be as good: the first was read, the second is wanted. */
    public Attribute comparedBy(BiPredicate<String, String> same) {
        return new Attribute(resource, name, wanted, reading, setting, settable, same, words);
    }

    /** The same, in other words for people. */
    public Attribute shownAs(UnaryOperator<String> shown) {
        return new Attribute(resource, name, wanted, reading, setting, settable, equality, shown);
    }

    /** The same, to be brought to another value, whatever it is now. */
    Attribute wanting(String value) {
        return new Attribute(resource, name, value, reading, setting, now -> true, equality, words);
    }

    boolean open(String now) {
        return !equality.test(now, wanted);
    }
}
