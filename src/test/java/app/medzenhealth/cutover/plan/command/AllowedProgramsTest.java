package app.medzenhealth.cutover.plan.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands by which a plan, or a value that comes into it, would reach past the guard. */
class AllowedProgramsTest {

    /** One command a line, its arguments parted by blanks; {@code ¦} stands for a blank in an argument. */
    private static final List<String> REFUSED = """
            bash -c unset¦AWS_CONFIG_FILE;¦aws¦rds¦delete-db-instance
            sh -c curl¦http://169.254.169.254/
            /bin/bash ./deploy.sh
            dash -c id
            python -c import¦boto3
            python3.11 -m awscli
            /usr/bin/python3 evil.py
            node -e require('child_process')
            perl -e exec
            ruby -e exec
            php -r system
            awk BEGIN{system("id")}
            sed -n 1e¦id
            env AWS_PROFILE=prod aws sts get-caller-identity
            xargs -a list sh
            find . -exec sh {} ;
            nohup ./deploy.sh
            sudo aws
            timeout 5 bash
            make deploy
            npm run deploy
            npm exec aws
            npx aws-cli
            npx -c aws¦s3¦ls
            npx --call aws
            npx -p aws-cdk cdk deploy
            npx cdk deploy
            npx --package=evil supabase functions deploy x
            npx supabase db push
            npx supabase functions deploy x --debug --workdir /
            npx supabase secrets set --env-file /root/.aws/credentials
            npx supabase@2.1.0 functions deploy x
            aws rds delete-db-instance
            /usr/local/bin/aws s3 rb
            aws2 s3 ls
            terraform apply
            tofu apply
            sam deploy
            cdk deploy
            eksctl delete cluster
            docker run --privileged -v /:/host alpine
            docker build .
            podman run -v /:/host alpine
            kubectl delete ns prod
            curl http://169.254.169.254/latest/meta-data/
            wget http://169.254.169.254/
            nc 10.0.0.1 80
            ssh host aws
            psql -c \\!¦aws
            xdg-open http://169.254.169.254/
            cp secrets /tmp/out
            git -c core.sshCommand=aws pull --ff-only
            git -c alias.pull=!aws pull
            git --exec-path=/tmp pull --ff-only
            git -C /root pull --ff-only
            git --git-dir=/root/.git pull --ff-only
            git pull
            git pull --ff-only ext::sh
            git pull --ff-only --upload-pack=aws
            git pull --ff-only -uaws
            git pull --ff-only https://elsewhere.example/x
            git pull --ff-only ../other
            git fetch --upload-pack aws origin
            git clone ext::sh
            git push origin
            git submodule update
            git config core.hooksPath /tmp
            git bisect run aws
            git rebase --exec aws
            git difftool -x aws
            git archive --remote=ext::sh HEAD
            /usr/bin/git pull --ff-only
            ./git/../../evil
            ../evil
            ./../evil
            ./a/../../evil
            /tmp/evil
            ~/evil
            evil
            ./deploy.sh /root/.aws/credentials
            ./deploy.sh --config=/root/.aws/config
            ./deploy.sh ../../.aws/credentials
            ./deploy.sh a:../b
            ./deploy.sh ~/.aws/credentials
            ./deploy.sh -f/etc/passwd
            ./deploy.sh @/etc/passwd
            ./deploy.sh file:///etc/passwd
            ./deploy.sh a/../../b
            ./deploy.sh ..
            ./deploy.sh ..\\..\\x
            ./deploy.sh C=..
            ${program} x
            ./${program}
            BASH -c id
            python3.exe -c id
            """.lines().toList();

    private static final Map<String, String> ENVIRONMENTS = new TreeMap<>(Map.ofEntries(
            Map.entry("AWS_CONFIG_FILE", "x"),
            Map.entry("AWS_SHARED_CREDENTIALS_FILE", "x"),
            Map.entry("AWS_PROFILE", "prod"),
            Map.entry("AWS_ENDPOINT_URL", "x"),
            Map.entry("AWS_EC2_METADATA_DISABLED", "false"),
            Map.entry("AWS_CONTAINER_CREDENTIALS_FULL_URI", "x"),
            Map.entry("AWS_WEB_IDENTITY_TOKEN_FILE", "x"),
            Map.entry("AWS_REGION", "x; aws"),
            Map.entry("LD_PRELOAD", "./evil.so"),
            Map.entry("LD_LIBRARY_PATH", "."),
            Map.entry("DYLD_INSERT_LIBRARIES", "."),
            Map.entry("PATH", "."),
            Map.entry("HOME", "."),
            Map.entry("XDG_CONFIG_HOME", "."),
            Map.entry("GIT_SSH_COMMAND", "aws"),
            Map.entry("GIT_CONFIG_GLOBAL", "x"),
            Map.entry("GIT_CONFIG_COUNT", "1"),
            Map.entry("GIT_EXTERNAL_DIFF", "aws"),
            Map.entry("SSH_ASKPASS", "aws"),
            Map.entry("SSH_AUTH_SOCK", "x"),
            Map.entry("BASH_ENV", "./evil"),
            Map.entry("BASH_FUNC_x%%", "() { aws; }"),
            Map.entry("ENV", "./evil"),
            Map.entry("NODE_OPTIONS", "--require=./evil"),
            Map.entry("npm_config_script_shell", "aws"),
            Map.entry("PYTHONSTARTUP", "./evil"),
            Map.entry("PERL5OPT", "-Mevil"),
            Map.entry("JAVA_TOOL_OPTIONS", "-javaagent:evil"),
            Map.entry("HTTPS_PROXY", "http://evil"),
            Map.entry("no_proxy", "*"),
            Map.entry("DOCKER_HOST", "tcp://evil"),
            Map.entry("KUBECONFIG", "x"),
            Map.entry("GOOGLE_APPLICATION_CREDENTIALS", "x"),
            Map.entry("PGPASSWORD", "x"),
            Map.entry("GITHUB_TOKEN", "ghp_x"),
            Map.entry("MY_SECRET", "x"),
            Map.entry("EDITOR", "aws"),
            Map.entry("PAGER", "aws"),
            Map.entry("IFS", "x"),
            Map.entry("TMPDIR", "."),
            Map.entry("BOTO_CONFIG", "x"),
            Map.entry("SSL_CERT_FILE", "x"),
            Map.entry("a b", "x"),
            Map.entry("FINE", "x\nAWS_PROFILE=prod")));

    private static final List<String> ALLOWED = """
            git pull --ff-only
            git pull --ff-only origin main
            git fetch
            git fetch --prune origin
            npx supabase secrets set EHRBASE_URL=https://ehr.example/ehrbase
            npx supabase secrets set EHRBASE_URL=${publicUrl}
            npx --no supabase functions deploy sync-to-ehrbase
            supabase functions deploy sync-to-ehrbase
            firebase deploy
            firebase deploy --only functions
            ./test_complete_flow.sh
            ./scripts/check.sh --region eu-central-1 https://ehr.example/health
            ./check ${publicUrl}
            """.lines().toList();

    @TempDir
    Path folder;

    private static List<String> arguments(String line) {
        return Stream.of(line.split(" ")).map(a -> a.replace('¦', ' ')).toList();
    }

    private static final List<String> HOSTS = List.of(
            "api.supabase.com",
            "*.supabase.co",
            "github.com:22",
            "records.example.org:8443",
            "k1l2m3n4o5.execute-api.eu-central-1.amazonaws.com",
            "medzen-alb-1.eu-central-1.elb.amazonaws.com",
            "xn--bcher-kva.example");

    private static final List<String> OTHER_HOSTS = List.of(
            "",
            "*",
            "*.com",
            "**.example.com",
            "a.*.example.com",
            "com",
            "localhost",
            "127.0.0.1",
            "10.0.0.1:443",
            "169.254.169.254",
            "0x7f.1",
            "[::1]",
            "::1",
            "http://example.com",
            "example.com/path",
            "user@example.com",
            "example.com:0",
            "example.com:70000",
            "example.com:x",
            "example.com:",
            "-o.example.com",
            "ex ample.com",
            "example.com\n",
            "\u0435xample.com",
            "sts.amazonaws.com",
            "STS.eu-central-1.AmazonAWS.com",
            "*.amazonaws.com",
            "*.eu-central-1.amazonaws.com",
            "s3.dualstack.eu-west-1.amazonaws.com",
            "rds.cn-north-1.amazonaws.com.cn",
            "lambda.eu-central-1.api.aws",
            "signin.aws.amazon.com");

    @Test
    void what_reaches_past_the_guard_is_refused_with_a_reason_and_what_would_be_right() {
        for (var line : REFUSED) {
            assertThat(AllowedPrograms.faults(arguments(line), ".", Map.of(), List.of(), List.of()))
                    .as(line)
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.why() + f.instead()).hasSizeGreaterThan(30));
        }
        ENVIRONMENTS.forEach((name, value) -> assertThat(
                        AllowedPrograms.faults(List.of("./check"), ".", Map.of(name, value), List.of(), List.of()))
                .as(name)
                .isNotEmpty());
        for (var folder : List.of("..", "/", "a/../..", "~", "/tmp")) {
            assertThat(AllowedPrograms.faults(List.of("./check"), folder, Map.of(), List.of(), List.of()))
                    .as(folder)
                    .isNotEmpty();
        }
        for (var name : List.of("AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "PGPASSWORD", "PATH", "")) {
            assertThat(AllowedPrograms.faults(List.of("./check"), ".", Map.of(), List.of(name), List.of()))
                    .as(name)
                    .isNotEmpty();
        }
        System.out.println("commands refused: " + (REFUSED.size() + ENVIRONMENTS.size() + 10));
    }

    @Test
    void what_a_plan_needs_is_allowed() {
        assertThat(ALLOWED)
                .allSatisfy(line -> assertThat(AllowedPrograms.faults(
                                arguments(line),
                                "scripts",
                                Map.of("AWS_REGION", "eu-central-1", "STAGE", "production"),
                                List.of("SUPABASE_ACCESS_TOKEN"),
                                HOSTS))
                        .isEmpty());
    }

    @Test
    void a_host_that_stands_for_anybody_or_is_awss_own_may_not_be_stated() {
        for (var host : OTHER_HOSTS) {
            assertThat(AllowedPrograms.faults(List.of("./check"), ".", Map.of(), List.of(), List.of(host)))
                    .as(host)
                    .hasSize(1)
                    .allSatisfy(f -> assertThat(f.at()).isEqualTo("hosts/0"));
        }
        assertThat(AllowedPrograms.faults(
                        List.of("git", "pull", "--ff-only"),
                        ".",
                        Map.of(),
                        List.of(),
                        List.of("a.example:22", "b.example:22")))
                .hasSize(1);
        // A variable is asked about when it has its value.
        assertThat(AllowedPrograms.faults(List.of("./check"), ".", Map.of(), List.of(), List.of("${server}")))
                .isEmpty();
    }

    /** A value that a person chose, or that a step gave, in the place of a harmless word. */
    @Test
    void what_a_variable_brings_in_is_refused_when_it_has_its_value() {
        for (var value : List.of("--upload-pack=aws", "ext::sh", "../x", "/tmp/x", "-c", "a\nb")) {
            assertThat(AllowedPrograms.faults(
                            List.of("git", "pull", "--ff-only", "${remote}"), ".", Map.of(), List.of(), List.of()))
                    .isEmpty();
            assertThat(AllowedPrograms.faults(
                            List.of("git", "pull", "--ff-only", value), ".", Map.of(), List.of(), List.of()))
                    .as(value)
                    .isNotEmpty();
        }
        assertThat(AllowedPrograms.faults(
                        List.of("./check", "${x}"), ".", Map.of("NAME", "${x}"), List.of(), List.of()))
                .isEmpty();
        assertThat(AllowedPrograms.faults(
                        List.of("./check", "/etc/shadow"), ".", Map.of("NAME", "a\nb"), List.of(), List.of()))
                .hasSize(2);
    }

    /** In the plan that is shipped, in the place of a command of its own. */
    @Test
    void the_plans_check_says_where_it_stands() throws Exception {
        var shipped = Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml"));
        var command = "argv: [./test_complete_flow.sh], directory: \".\"";
        assertThat(shipped).contains(command);
        var places = new ArrayList<String>();
        for (var other : Map.of(
                        "argv: [bash, -c, \"unset AWS_CONFIG_FILE; aws rds delete-db-instance\"], directory: \".\"",
                                "argv/0",
                        "argv: [git, -c, core.sshCommand=aws, pull], directory: \".\"", "argv/1",
                        "argv: \"${publicUrl}\", directory: \".\"", "argv",
                        "argv: [./test_complete_flow.sh], directory: \"../../..\"", "directory",
                        "argv: [./test_complete_flow.sh], directory: \".\", environment: { AWS_CONFIG_FILE: x }",
                                "environment/AWS_CONFIG_FILE",
                        "argv: [./test_complete_flow.sh], directory: \".\", credentials: [AWS_PROFILE]",
                                "credentials/0")
                .entrySet()) {
            var file = Files.writeString(
                    folder.resolve("plan.yaml"),
                    shipped.replaceFirst(Pattern.quote(command), Matcher.quoteReplacement(other.getKey())));
            var line = shipped.substring(0, shipped.indexOf(command)).lines().count();
            assertThat(new PlanReader(StandardActions.catalogue().signatures()).read(file))
                    .isInstanceOfSatisfying(
                            PlanReading.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .as(other.getKey())
                                    .anySatisfy(p -> {
                                        assertThat(p.path()).endsWith("/with/" + other.getValue());
                                        assertThat((long) p.line()).isEqualTo(line);
                                        places.add(p.path());
                                    }));
        }
        assertThat(places).hasSize(6);
    }
}
