package app.medzenhealth.cutover.ui.common;

/**
 * How the window looks.
 *
 * @param textPercent size of all text, 100 to 150
 */
public record Appearance(Shade shade, int textPercent) {
    public static final Appearance STANDARD = new Appearance(Shade.DARK, 100);
    public static final int SMALLEST = 100;
    public static final int LARGEST = 150;

    public enum Shade {
        DARK,
        LIGHT
    }

    public Appearance {
        if (textPercent < SMALLEST || textPercent > LARGEST) {
            throw new IllegalArgumentException("text size " + textPercent + " % is not between 100 and 150 %");
        }
    }

    public Appearance withShade(Shade other) {
        return new Appearance(other, textPercent);
    }

    public Appearance withTextPercent(int percent) {
        return new Appearance(shade, percent);
    }
}
