package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which records of the trail; without any of these, all. */
final class SelectionOptions {
    @Option(names = "--phase", paramLabel = "N", description = "Only records of this phase.")
    private String phase = "";

    @Option(names = "--step", paramLabel = "ID", description = "Only records of this step.")
    private String step = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Only records of this time and later: 2026-01-12T08:00:00Z, or a date. UTC where no offset is given.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Time.class, description = "Only records before this time.")
    private @Nullable Instant to;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only records of this person.")
    private String actor = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only records of this kind, or family of kinds: call.intent, or call. May be repeated.")
    private Set<String> kinds = new HashSet<>();

    @Option(names = "--region", paramLabel = "REGION", description = "Only records about this region.")
    private String region = "";

    @Option(names = "--text", paramLabel = "TEXT", description = "Only records that hold this text, whatever its case.")
    private String text = "";

    Selection selection() {
        return new Selection(
                new AuditFilter(actor, phase, step, kinds, region, text, ""),
                Optional.ofNullable(from),
                Optional.ofNullable(to));
    }

    /** An instant, a time with an offset, a time in UTC, or a date, which means its midnight in UTC. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                if (text.length() == 10) {
                    return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                }
                var offset = text.endsWith("Z")
                        || text.substring(text.indexOf('T') + 1).matches(".*[+-].*");
                return offset
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "“" + text + "” is not a time: write 2026-01-12T08:00:00Z, or 2026-01-12");
            }
        }
    }
}
