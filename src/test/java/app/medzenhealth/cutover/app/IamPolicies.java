package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.IamActions;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The least that IAM has to allow, made from the operations the code knows and the actions the shipped plan uses. {@code main}
 * writes {@code assets/docs/IAM-POLICIES.md} and the inventory's policy in the README.
 */
final class IamPolicies {

    static final Path FILE = Path.of("assets", "docs", "IAM-POLICIES.md");
    static final Path README = Path.of("README.md");

    private static final String FROM = "<!-- generated: the inventory's policy -->\n";
    private static final String TO = "<!-- until here -->\n";

    /** A managed policy has at most 6,144 characters, white space not counted. */
    static final int MOST = 6_144;

    private static final int WIDTH = 116;

    /** Their calls go to us-east-1. */
    private static final Set<String> GLOBAL = Set.of("iam", "route53", "sts");

    private IamPolicies() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, text(PlanFile.SHIPPED.plan()));
        Files.writeString(README, readme(Files.readString(README)));
    }

    /** A README with the policy of today in its place. */
    static String readme(String text) {
        var from = text.indexOf(FROM);
        var to = text.indexOf(TO);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The README has no place for the inventory's policy");
        }
        var policy = new StringBuilder();
        block(policy, policy(List.of(statement("CutoverInventory", inventory(), List.of()))));
        return text.substring(0, from + FROM.length()) + policy + text.substring(to);
    }

    static String text(Plan plan) {
        var text = new StringBuilder("""
                # What IAM has to allow

                Generated from the operations that the code knows and the actions that the shipped plan uses; a test fails where this file
                is stale. Attach the reads to whoever runs the console. Give the changes to a role for each phase (`writeRole` in the plan),
                or attach them for the length of the change window. `Resource` is `*` where the resources do not exist yet or their names
                are known only at run time; narrow it where your account allows.

                Whoever takes such a role needs `sts:AssumeRole` on it, and the role's trust policy has to name that principal. The console
                takes it with a session policy of its own, which is shown below the role's: what both allow is allowed. AWS takes a session
                policy of 2,048 characters at the most; a longer list is shortened by verb, then by service.

                ## Reads: the inventory

                What `inventory` and the screen of that name ask, in every region of the plan.

                """);
        block(text, policy(List.of(statement("CutoverInventory", inventory(), List.of()))));
        text.append("""

                ## Reads: everything

                What previews, checks, verification, monitoring and the inventory may ask. Nothing else passes the console's guard without a
                permit. An AWS managed policy holds 6,144 characters, so there are several.

                """);
        var parts = parts(reads());
        for (var i = 0; i < parts.size(); i++) {
            block(text, policy(List.of(statement("CutoverReads" + (i + 1), parts.get(i), List.of()))));
            text.append('\n');
        }
        plan.everything().filter(p -> !changes(p).isEmpty()).forEach(p -> {
            text.append("## Changes: phase ")
                    .append(p.id())
                    .append(", ")
                    .append(p.title())
                    .append("\n\n");
            block(text, policy(statements(p)));
            text.append("\nThe session policy:\n\n");
            block(text, PhaseRoles.policy(p) + "\n");
            text.append('\n');
        });
        return text.toString().stripTrailing() + "\n";
    }

    /** What reading the whole inventory takes, the question which regions are enabled included. */
    static SortedSet<String> inventory() {
        var actions = new TreeSet<String>(Set.of("account:ListRegions", "ec2:DescribeRegions"));
        Readers.inventory()
                .forEach(reader -> reader.operations()
                        .forEach(operation -> actions.add(IamActions.of(reader.service(), operation))));
        return actions;
    }

    static SortedSet<String> reads() {
        return IamActions.reads();
    }

    static SortedSet<String> changes(Phase phase) {
        return StandardActions.catalogue().permissions(phase.steps().stream().flatMap(s -> s.actions().stream()));
    }

    private static List<SortedSet<String>> parts(SortedSet<String> actions) {
        var parts = new ArrayList<SortedSet<String>>(List.of(new TreeSet<>()));
        for (var action : actions) {
            var longer = new TreeSet<String>(parts.getLast());
            longer.add(action);
            if (characters(policy(List.of(statement("CutoverReads1", longer, List.of())))) > MOST) {
                parts.add(new TreeSet<>(Set.of(action)));
            } else {
                parts.set(parts.size() - 1, longer);
            }
        }
        return parts;
    }

    static int characters(String policy) {
        return policy.replaceAll("\\s", "").length();
    }

    private static List<String> statements(Phase phase) {
        var regions = phase.regions().entrySet().stream()
                .filter(e -> e.getValue() == Phase.Access.WRITE)
                .map(e -> e.getKey())
                .sorted()
                .toList();
        var regional = new TreeSet<String>(changes(phase));
        var global = new TreeSet<String>(regional);
        global.removeIf(a -> !GLOBAL.contains(a.substring(0, a.indexOf(':'))));
        regional.removeAll(global);
        var statements = new ArrayList<String>();
        if (!regional.isEmpty()) {
            statements.add(statement("Phase" + phase.id().replaceAll("\\W", ""), regional, regions));
        }
        if (!global.isEmpty()) {
            statements.add(statement("Phase" + phase.id().replaceAll("\\W", "") + "Global", global, List.of()));
        }
        return statements;
    }

    private static String statement(String sid, SortedSet<String> actions, List<String> regions) {
        return """
                    {
                      "Sid": "%s",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": "*"%s
                    }""".formatted(
                sid,
                lines(actions),
                regions.isEmpty()
                        ? ""
                        : ",\n      \"Condition\": {\"StringEquals\": {\"aws:RequestedRegion\": "
                                + regions.stream().map(r -> "\"" + r + "\"").collect(Collectors.joining(", ", "[", "]"))
                                + "}}");
    }

    /** A line for each service, or more where it is long. */
    private static String lines(SortedSet<String> actions) {
        var lines = new ArrayList<StringBuilder>();
        var service = "";
        for (var action : actions) {
            var of = action.substring(0, action.indexOf(':'));
            var quoted = "\"" + action + "\"";
            if (of.equals(service) && lines.getLast().length() + quoted.length() < WIDTH) {
                lines.getLast().append(", ").append(quoted);
            } else {
                lines.add(new StringBuilder("        ").append(quoted));
            }
            service = of;
        }
        return String.join(",\n", lines);
    }

    private static String policy(List<String> statements) {
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + String.join(",\n", statements)
                + "\n  ]\n}\n";
    }

    private static void block(StringBuilder text, String policy) {
        text.append("```json\n").append(policy).append("```\n");
    }
}
