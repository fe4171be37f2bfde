package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.CheckWords;
import app.medzenhealth.cutover.session.Deletions;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.ui.common.InWords;
import java.util.List;
import java.util.stream.Collectors;

/** What a review comes to, in words. */
final class ReviewWords {
    private ReviewWords() {}

    /** Why these checks keep a button locked. */
    static String locking(List<Check> open) {
        var first = open.getFirst();
        return "Locked: a check " + word(first) + ". " + InWords.plain(CheckWords.line(first)) + "."
                + (open.size() > 1 ? " And " + (open.size() - 1) + " more, see Checks." : "");
    }

    /** What becomes of a check that does not pass, as a verb. */
    static String word(Check check) {
        return switch (check.outcome()) {
            case Check.Pass _ -> "holds";
            case Check.Fail _ -> "does not hold";
            case Check.Unknown _ -> "is unknown";
            case Check.NotMeasured _ -> "is not measured";
        };
    }

    /** For example {@code 1 fails, 1 unknown, 1 not measured, 3 hold}. */
    static String tally(List<Check> checks) {
        var fail =
                checks.stream().filter(c -> c.outcome() instanceof Check.Fail).count();
        var unknown = checks.stream()
                .filter(c -> c.outcome() instanceof Check.Unknown)
                .count();
        var unmeasured = checks.stream()
                .filter(c -> c.outcome() instanceof Check.NotMeasured)
                .count();
        var hold = checks.size() - fail - unknown - unmeasured;
        if (fail + unknown + unmeasured == 0) {
            return checks.size() == 1 ? "holds" : "all " + checks.size() + " hold";
        }
        return ((fail > 0 ? fail + (fail == 1 ? " fails, " : " fail, ") : "")
                        + (unknown > 0 ? unknown + " unknown, " : "")
                        + (unmeasured > 0 ? unmeasured + " not measured, " : "")
                        + (hold > 0 ? hold + (hold == 1 ? " holds, " : " hold, ") : ""))
                .replaceFirst(", $", "");
    }

    /** A verdict with its subject: {@code All 17 checks of step 5.3, read at 02:41:07 UTC, hold.} */
    static String held(StepReview review) {
        var count = review.checks().size();
        return (count == 1 ? "The check of step " : "All " + count + " checks of step ") + review.step() + ", read at "
                + InWords.clock(review.at()) + " UTC, " + (count == 1 ? "holds." : "hold.");
    }

    static List<Change> changes(StepReview review) {
        return review.parts().stream()
                .flatMap(p -> p.preview().changes().stream())
                .toList();
    }

    /** What changes besides: that something is gone stands in the table of what goes. */
    static List<Change> besides(Deletions deletions, StepReview review) {
        return changes(review).stream()
                .filter(c -> !c.to().startsWith(Fact.ABSENT)
                        || !deletions.has(c.region(), c.resource()) && !deletions.has(c.region(), last(c.resource())))
                .toList();
    }

    /** Of {@code service/type/id} the id. */
    private static String last(String resource) {
        var parts = resource.split("/", 3);
        return parts[parts.length - 1];
    }

    static List<PlannedCall> calls(StepReview review) {
        return review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .toList();
    }

    /** A global service as people call it. */
    static String service(String service) {
        return switch (service) {
            case "route53" -> "Route 53";
            case "iam" -> "IAM";
            case "cloudfront" -> "CloudFront";
            case "s3" -> "S3";
            default -> service;
        };
    }

    /** Where a step acts whose actions name no region and whose review sends nothing to AWS. */
    static String nowhere(Step step) {
        if (step.does(Trait.ABOUT_NAMES)) {
            return "Route 53, global";
        }
        return step.does(Trait.RUNS_PROGRAM) ? "none: commands on this machine" : "none: nothing in AWS";
    }

    /** All calls as the aws CLI would make them, quoted for a POSIX shell. */
    static String cli(StepReview review) {
        return calls(review).stream().map(c -> ShellText.of(c.cli())).collect(Collectors.joining("\n\n"));
    }

    /** What going back takes, of those parts that change something. */
    static String goingBack(StepReview review) {
        return review.parts().stream()
                .filter(p ->
                        !p.preview().calls().isEmpty() || !p.preview().changes().isEmpty())
                .map(p -> p.preview().goingBack())
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
