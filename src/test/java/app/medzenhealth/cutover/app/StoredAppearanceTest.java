package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAppearanceTest {
    @TempDir
    Path folder;

    @Test
    void theme_and_text_size_are_as_they_were_left() {
        var state = StateDirectory.at(folder.resolve("state"));

        new StoredAppearance(state).write(new Appearance(Shade.LIGHT, 150));

        assertThat(new StoredAppearance(state).read()).isEqualTo(new Appearance(Shade.LIGHT, 150));
    }

    @Test
    void what_cannot_be_used_is_the_standard_and_stops_nobody() throws Exception {
        var state = StateDirectory.at(folder.resolve("state"));
        assertThat(new StoredAppearance(state).read()).isEqualTo(Appearance.STANDARD);

        for (var text : new String[] {"", "theme=pink\ntextPercent=100", "theme=dark\ntextPercent=9000", "\\u00zz"}) {
            Files.writeString(state.path().resolve("appearance.properties"), text);
            assertThat(new StoredAppearance(state).read()).as(text).isEqualTo(Appearance.STANDARD);
        }
    }
}
