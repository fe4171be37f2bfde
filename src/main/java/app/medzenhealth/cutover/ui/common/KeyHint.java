package app.medzenhealth.cutover.ui.common;

/** @param keys as printed on them, for example {@code Ctrl+H} */
public record KeyHint(String keys, String meaning) {}
