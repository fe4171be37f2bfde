package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.Set;
import java.util.regex.Pattern;

/** What people read is whole: every variable in it is one that gets a value, and no sentence is broken in its middle. */
final class TextCheck {
    private static final Set<String> BUILT_IN = Set.of("account", "plan.id");
    private static final Pattern BROKEN = Pattern.compile("[^\\s.!?:;]\\n[ \\t]*[a-z]");

    private final PlanPlaces places;
    private final Faults faults;

    private TextCheck(PlanPlaces places, Faults faults) {
        this.places = places;
        this.faults = faults;
    }

    static void look(PlanPlaces places, Faults faults) {
        new TextCheck(places, faults).look();
    }

    private void look() {
        var plan = places.plan();
        for (var i = 0; i < plan.messages().size(); i++) {
            var message = plan.messages().get(i);
            filled("/messages/" + i + "/subject", message.subject());
            filled("/messages/" + i + "/body", message.body());
            if (BROKEN.matcher(message.body()).find()) {
                faults.found(
                        "/messages/" + i + "/body",
                        "a sentence of the message is broken over two lines, and would be sent so",
                        "write each paragraph in one line");
            }
        }
        for (var i = 0; i < plan.contacts().size(); i++) {
            var contact = plan.contacts().get(i);
            var pointer = "/contacts/" + i;
            contact.name().ifPresent(n -> filled(pointer + "/name", n));
            contact.reach().ifPresent(r -> filled(pointer + "/reach", r));
        }
        places.phases().forEach(p -> {
            plain(p.pointer() + "/title", p.phase().title());
            plain(p.pointer() + "/goal", p.phase().goal());
            var lists = p.phase().checklists();
            for (var i = 0; i < lists.size(); i++) {
                var items = lists.get(i).items();
                for (var j = 0; j < items.size(); j++) {
                    plain(
                            p.pointer() + "/checklists/" + i + "/items/" + j + "/text",
                            items.get(j).text());
                }
            }
            var deliverables = p.phase().deliverables();
            for (var i = 0; i < deliverables.size(); i++) {
                plain(
                        p.pointer() + "/deliverables/" + i + "/text",
                        deliverables.get(i).text());
            }
        });
        places.steps().forEach(s -> {
            plain(s.pointer() + "/title", s.step().title());
            plain(s.pointer() + "/purpose", s.step().purpose());
            var verify = s.step().verify();
            for (var i = 0; i < verify.size(); i++) {
                plain(s.pointer() + "/verify/" + i + "/says", verify.get(i).says());
            }
            s.step().typed().ifPresent(t -> filled(s.pointer() + "/typed", t));
        });
    }

    /** Text that is shown with its variables filled in. */
    private void filled(String pointer, String text) {
        Variables.in(text).stream()
                .filter(v -> !BUILT_IN.contains(v) && places.plan().parameter(v).isEmpty())
                .forEach(v -> faults.found(
                        pointer,
                        "people would read “${" + v + "}”: there is no parameter of this name",
                        "add the parameter, or write it out"));
    }

    /** Text that is shown as it stands. */
    private void plain(String pointer, String text) {
        Variables.in(text)
                .forEach(v -> faults.found(
                        pointer,
                        "people would read “${" + v + "}”: nothing is filled in here",
                        "write it out, or use it in an input or a message"));
    }
}
