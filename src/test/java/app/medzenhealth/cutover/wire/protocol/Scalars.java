package app.medzenhealth.cutover.wire.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Texts and values. */
final class Scalars {

    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Scalars() {}

    static Object read(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == Short.class) {
            return Short.valueOf(text);
        }
        if (type == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type == Double.class) {
            return Double.valueOf(text);
        }
        if (type == Float.class) {
            return Float.valueOf(text);
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(text);
        }
        if (type == SdkBytes.class) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        }
        if (type == Instant.class) {
            return instant(text);
        }
        throw new IllegalArgumentException("No text is read as a " + type);
    }

    private static Instant instant(String text) {
        if (text.matches("-?[0-9.]+([eE][+-]?\\d+)?")) {
            return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
        }
        return text.contains(",") ? Instant.from(RFC_822.parse(text)) : Instant.parse(text);
    }

    enum Style {
        XML,
        JSON
    }

    /** A text, number or boolean, as the answer's protocol writes it. */
    static Object write(SdkField<?> field, Object value, Style style) {
        return switch (value) {
            case Instant time -> time(field, time, style);
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number;
            default -> throw new IllegalArgumentException("Not a scalar: " + value.getClass());
        };
    }

    private static Object time(SdkField<?> field, Instant time, Style style) {
        var asked = field.getOptionalTrait(TimestampFormatTrait.class);
        var format = asked.map(TimestampFormatTrait::format)
                .orElse(
                        field.location() == MarshallLocation.HEADER
                                ? TimestampFormatTrait.Format.RFC_822
                                : style == Style.XML
                                        ? TimestampFormatTrait.Format.ISO_8601
                                        : TimestampFormatTrait.Format.UNIX_TIMESTAMP);
        return switch (format) {
            case ISO_8601 -> time.toString();
            case RFC_822 -> RFC_822.format(time);
            case UNIX_TIMESTAMP -> BigDecimal.valueOf(time.toEpochMilli(), 3);
            default -> time.toEpochMilli();
        };
    }
}
