package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.function.Function;

/** A screen that the window has: where it stands in the navigation, and how it is made when first shown. */
public record ScreenEntry(Place place, Function<ScreenContext, Screen> make) {}
