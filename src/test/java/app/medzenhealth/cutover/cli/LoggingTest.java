package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

    private static final String FILE = "logback.configurationFile";

    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        System.clearProperty(FILE);
        context.stop();
    }

    @Test
    void the_program_logs_warnings_to_standard_error_and_nothing_to_standard_output() {
        assertThat(new Logging().configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.WARN);
        assertThat(root.iteratorForAppenders()).toIterable().singleElement().satisfies(appender -> {
            assertThat(appender.isStarted()).isTrue();
            assertThat(((ConsoleAppender<?>) appender).getTarget()).isEqualTo("System.err");
        });
        assertThat(context.getLogger("org.sqlite.SQLiteJDBCLoader").isErrorEnabled())
                .isFalse();
        assertThat(context.getLogger("app.medzenhealth.cutover.cli.Main").isErrorEnabled())
                .isTrue();
    }

    @Test
    void it_is_what_logback_finds_by_itself() {
        var logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(logger.getAppender("stderr")).isInstanceOf(ConsoleAppender.class);
        assertThat(logger.getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void a_file_that_the_caller_names_counts_instead() {
        System.setProperty(FILE, "theirs.xml");
        assertThat(new Logging().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME)
                        .iteratorForAppenders()
                        .hasNext())
                .isFalse();
    }
}
