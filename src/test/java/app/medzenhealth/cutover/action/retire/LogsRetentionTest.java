package app.medzenhealth.cutover.action.retire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLogs;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsRetentionTest {
    private static final String REGION = "eu-central-1";

    @Test
    void each_group_keeps_its_lines_for_the_days_and_gets_back_what_it_had(@TempDir Path folder) throws Exception {
        var bench = new Workbench(folder);
        LogsState.of(bench.estate(), REGION).group("/aws/lambda/a", 9).group("/aws/lambda/b", 9);
        new EmbeddedLogs(bench.estate(), REGION)
                .putRetentionPolicy(r -> r.logGroupName("/aws/lambda/b").retentionInDays(7));
        Map<String, Object> with = Map.of("groups", List.of("/aws/lambda/a", "/aws/lambda/b"), "days", 30);
        var keep = bench.action("logs.retention", REGION, with);
        var before = bench.preview(keep).facts();

        bench.carryOut(keep);
        assertThat(bench.operations(keep)).isEmpty();
        bench.carryOut(((Undo.Inverse) keep.undo(before)).action());

        assertThat(bench.preview(keep).facts()).isEqualTo(before);
        assertThat(bench.sent().reversed().subList(0, 4))
                .containsExactly(
                        "PutRetentionPolicy", "DeleteRetentionPolicy", "PutRetentionPolicy", "PutRetentionPolicy");
        assertThat(bench.action("logs.retention", REGION, Map.of("groups", List.of("/aws/lambda/c"), "days", 3))
                        .preflight(bench.context()))
                .noneMatch(Check::passed);
        assertThatThrownBy(() ->
                        bench.action("logs.retention", REGION, Map.of("groups", List.of("/aws/lambda/a"), "days", 8)))
                .isInstanceOf(ActionFailure.class);
        var script = new Script("1.1", Optional.empty());
        LogsRetention.TYPE
                .script()
                .write(bench.context(), new Inputs("logs.retention", Optional.of(REGION), with), script);
        assertThat(script.text()).isEqualTo("""
                        run aws logs put-retention-policy --log-group-name /aws/lambda/a \\
                            --retention-in-days 30 --region eu-central-1
                        run aws logs put-retention-policy --log-group-name /aws/lambda/b \\
                            --retention-in-days 30 --region eu-central-1
                        """);
    }
}
