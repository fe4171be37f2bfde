package app.medzenhealth.cutover.session.breakglass;

import java.util.List;

/** The first thing that is read of a pack, by somebody who has no console and little time. */
record PackReadme(Pack pack, List<String> blanked) {

    String text() {
        var out = new StringBuilder();
        out.append("""
                # Break-glass pack: %s

                For the day on which the console cannot be used. Each script is one step that was not done when this was saved.
                Whoever runs them works without the console's gates, second signatures and audit trail: say so to the others, and
                do not use the console at the same time.

                | | |
                |---|---|
                | mode | %s |
                | account | %s, partition %s |
                | requests go to | %s |
                | regions | %s |
                | saved | %s by %s |
                | session | %s, plan %s |
                | plan file | SHA-256 %s |
                | working copy | %s |
                | audit trail then | %s |
                | steps in here | %d, with %d commands that read, %d that change something, %d of other programs |

                """.formatted(
                pack.title(),
                pack.world().mode(),
                pack.account(),
                pack.world().partition(),
                pack.world().requests(),
                String.join(", ", pack.regions()),
                pack.at(),
                pack.by(),
                pack.session(),
                pack.plan(),
                pack.world().planDigest().isEmpty() ? "not known" : pack.world().planDigest(),
                pack.world().workingCopy().isEmpty() ? "none" : pack.world().workingCopy(),
                pack.head(),
                pack.steps(),
                pack.reads(),
                pack.changes(),
                pack.others()));
        if (!pack.world().warning().isEmpty()) {
            out.append("**").append(pack.world().warning()).append("**\n\n");
        }
        list(out, "In flight or in doubt when it was saved: look first", pack.open(), "Nothing.");
        if (!pack.unset().isEmpty()) {
            list(
                    out,
                    "Not set when it was saved: the scripts stop until you look it up and export it",
                    pack.unset(),
                    "");
        }
        out.append("""
                ## How to use it

                1. Take a machine with bash, the aws CLI (version 2, or 1.29 and later), curl, dig, openssl, diff and psql.
                2. Sign in to account %s with a role, never as root: `aws sso login --profile …`, then `export AWS_PROFILE=…`.
                   For steps that look into the databases: `export PGUSER=… PGDATABASE=… PGSSLMODE=verify-full` and PGPASSWORD or
                   `~/.pgpass`. Read the password from Secrets Manager yourself; it is in no file here. For steps that use the
                   project's files: `export WORKING_COPY=/the/folder`.
                3. `sha256sum -c SHA256SUMS` tells whether somebody changed the pack.
                4. Run the scripts in the order of the list below, for example `./%s`. Each one asks AWS who you are, looks whether its
                   work is done already, shows each command that changes something and sends it when you type `yes` (`all`: also the
                   rest of this step), waits within bounds, and checks the result. It stops at the first thing that is not as it
                   should be, and may be started again: it looks before it sends.
                5. What cannot be taken back asks for the name that the console would have asked for. Type it only if you mean it.
                6. `done.log` says what was sent and stated, when, and by whom. Afterwards skip or attest these steps in the console
                   with its lines, so that the trail tells of them. The folder `kept` holds what was there before a change.

                ## What it cannot do

                - It knows nothing of the console: what is done there after %s is not in here. The names and tokens are the session's own, so
                  that the same thing is not made twice, but nobody holds the two apart for you.
                - No two people have to agree, and no record is kept but `done.log`, which anybody can change.
                - What a person must see, send or decide is asked for and believed.
                - Checks of a template, of a package or of the working copy were made when the pack was saved.
                - Secrets are not in here. Environment variables of functions go from the original to the copy through a file that only
                  you can read and that is deleted when the script ends. The packages of functions are the project's own code.

                """.formatted(
                        pack.account(),
                        pack.parts().stream()
                                .flatMap(p -> p.steps().stream().map(s -> p.folder() + "/" + s.file()))
                                .findFirst()
                                .orElse("…"),
                        pack.at()));
        if (!blanked.isEmpty()) {
            list(out, "A possible secret was redacted from these files", blanked, "");
        }
        out.append("## The steps\n\n");
        for (var part : pack.parts()) {
            out.append("### ").append(part.title()).append("\n\n");
            for (var step : part.steps()) {
                out.append("- `%s/%s` %s\n".formatted(part.folder(), step.file(), step.title()));
                if (!step.manual().isEmpty()) {
                    out.append("  No aws command: ").append(step.manual()).append(".\n");
                }
            }
            out.append('\n');
        }
        list(out, "Not in here, because done or skipped", pack.done(), "Nothing is done yet.");
        return out.toString();
    }

    private static void list(StringBuilder out, String title, List<String> lines, String none) {
        out.append("## ").append(title).append("\n\n");
        if (lines.isEmpty()) {
            out.append(none).append("\n");
        }
        lines.forEach(l -> out.append("- ").append(l).append('\n'));
        out.append('\n');
    }
}
