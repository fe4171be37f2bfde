package app.medzenhealth.cutover.aws.name;

import java.util.Locale;

/**
 * A domain name, however it is written: with or without the final dot, in any case, odd characters as themselves or as the octal
 * escapes that Route 53 answers with ({@code *.example.org} is {@code \052.example.org.}). Route 53 keeps letters in lower case
 * (Amazon Route 53 Developer Guide, "DNS domain name format":
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html; all but a-z, 0-9, hyphen and underscore come escaped).
 *
 * @param absolute in lower case, with the final dot, odd characters escaped: as Route 53 answers it
 */
public record DnsName(String absolute) {

    public static DnsName of(String written) {
        var name = new StringBuilder();
        for (var i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c == '\\' && octal(written, i + 1)) {
                append(name, (char) Integer.parseInt(written.substring(i + 1, i + 4), 8), true);
                i += 3;
            } else {
                append(name, c, false);
            }
        }
        if (name.isEmpty() || name.charAt(name.length() - 1) != '.') {
            name.append('.');
        }
        return new DnsName(name.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean octal(String text, int at) {
        return text.length() >= at + 3 && text.substring(at, at + 3).matches("[0-3][0-7]{2}");
    }

    /** A dot parts labels, unless it was escaped: then it is a character of one. */
    private static void append(StringBuilder name, char c, boolean escaped) {
        var plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
        if (plain || c == '.' && !escaped || c > 0xff) {
            name.append(c);
        } else {
            name.append("\\%03o".formatted((int) c));
        }
    }

    /** As people write it: without the final dot, the wildcard as an asterisk. */
    public String plain() {
        var name = absolute.substring(0, absolute.length() - 1);
        return name.startsWith("\\052.") ? "*" + name.substring(4) : name;
    }

    /** Whether it is the zone's own name or a name in the zone. */
    public boolean within(DnsName zone) {
        return ("." + absolute).endsWith("." + zone.absolute);
    }

    /** Whether two ways of writing mean one name. */
    public static boolean same(String one, String other) {
        return of(one).equals(of(other));
    }

    @Override
    public String toString() {
        return plain();
    }
}
