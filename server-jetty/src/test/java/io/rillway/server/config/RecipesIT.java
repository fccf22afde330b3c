// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorSite;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recipe of docs/recipes.md, with programs on the PATH that pretend. */
@Timeout(60)
@DisplayName("S1-37 the documented recipes do what they say")
class RecipesIT {

    private static final Path PAGE = Path.of("..", "docs", "recipes.md");

    @TempDir
    private Path root;

    private Path programs;
    private Path calls;

    @BeforeEach
    void prepare() throws IOException {
        programs = Files.createDirectories(root.resolve("programs"));
        calls = root.resolve("calls");
    }

    /** A program that writes down its arguments, then does what it is told. */
    private void program(String name, String... lines) throws IOException {
        String text = "#!/bin/sh\necho \"${0##*/} $*\" >> " + calls + "\n" + String.join("\n", lines) + "\n";
        Path file = Files.writeString(programs.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String recipe(String id) throws IOException {
        Matcher block = Pattern.compile("```yaml\n(- id: " + id + "\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("recipe of " + id).isTrue();
        return block.group(1);
    }

    private Resource resource(String id) throws IOException {
        String env = "env: {PATH: \"" + programs + ":/usr/bin:/bin\"}";
        String yaml = recipe(id)
                .replaceFirst("type: (command|wake-on-lan)\n", "type: $1\n    " + env + "\n")
                .replace("  host: nas\n", "")
                .replace("192.0.2.255", "127.0.0.1");
        Path file = Files.writeString(root.resolve("rillway.yaml"), "resources:\n" + yaml.indent(2));
        return ServerConfig.load(file, Map.of(), Map.of()).resources().get(0);
    }

    private ResourceConnector open(String id) throws IOException {
        ConnectorSite site = new ConnectorSite(id, root.resolve("run"), "engine", () -> {});
        return resource(id).connector().orElseThrow().open(site);
    }

    private String lastCall() throws IOException {
        return Files.readAllLines(calls).get(Files.readAllLines(calls).size() - 1);
    }

    @Test
    void docker() throws Exception {
        Path state = Files.writeString(root.resolve("state"), "false\n");
        program(
                "docker",
                "case $1 in start) echo true > " + state + ";; stop) echo false > " + state + ";; inspect) cat " + state
                        + ";; esac");
        ResourceConnector db = open("db");
        assertThat(db.status()).isEqualTo(ConnectorStatus.STOPPED);

        db.start();
        assertThat(lastCall()).isEqualTo("docker start db");
        assertThat(db.status()).isEqualTo(ConnectorStatus.RUNNING);
        assertThat(lastCall()).isEqualTo("docker inspect --format {{.State.Running}} db");
        db.stop();
        assertThat(lastCall()).isEqualTo("docker stop --time 20 db");
        assertThat(db.status()).isEqualTo(ConnectorStatus.STOPPED);
        db.test();
    }

    @Test
    void dockerThatIsNotThereSaysNothingOfItsContainers() throws Exception {
        program("docker", "echo Cannot connect to the Docker daemon >&2", "exit 1");
        ResourceConnector db = open("db");

        assertThatThrownBy(db::status)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("STATUS_FAILED"))
                .hasMessageContaining("Cannot connect to the Docker daemon");
    }

    @Test
    void systemd() throws Exception {
        Path up = root.resolve("up");
        program(
                "systemctl",
                "case $1 in start) touch " + up + ";; stop) rm " + up + ";; is-active) test -e " + up
                        + " || exit 3;; esac");
        ResourceConnector web = open("web");
        assertThat(web.status()).isEqualTo(ConnectorStatus.STOPPED);

        web.start();
        assertThat(web.status()).isEqualTo(ConnectorStatus.RUNNING);
        assertThat(lastCall()).isEqualTo("systemctl is-active --quiet nginx.service");
        web.stop();
        assertThat(web.status()).isEqualTo(ConnectorStatus.STOPPED);
    }

    @Test
    void ssh() throws Exception {
        program("ssh", "case \"$*\" in *' nas systemctl is-active --quiet jellyfin') exit 3;; esac");
        ResourceConnector media = open("media");

        media.start();
        assertThat(lastCall()).isEqualTo("ssh -o BatchMode=yes -o ConnectTimeout=5 nas systemctl start jellyfin");
        assertThat(media.status()).isEqualTo(ConnectorStatus.STOPPED);

        program("ssh", "exit 255");
        assertThatThrownBy(media::stop)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("HOST_UNREACHABLE"));
        assertThatThrownBy(media::status).isInstanceOf(ConnectorException.class);
    }

    @ParameterizedTest
    @CsvSource({"running, RUNNING", "paused, RUNNING", "in shutdown, RUNNING", "shut off, STOPPED", "crashed, STOPPED"})
    void virsh(String state, ConnectorStatus.State expected) throws Exception {
        program("virsh", "test $1 = domstate && printf '%s\\n\\n' '" + state + "'", "exit 0");
        ResourceConnector vm = open("vm");

        assertThat(vm.status().state()).isEqualTo(expected);
        vm.stop();
        assertThat(lastCall()).isEqualTo("virsh shutdown vm");
    }

    @Test
    void aMachineThatIsWoken() throws Exception {
        program("ssh");
        ResourceConnector nas = open("nas");

        nas.start();
        nas.stop();

        assertThat(lastCall()).isEqualTo("ssh -o BatchMode=yes nas systemctl poweroff");
        assertThat(nas.status()).isEqualTo(ConnectorStatus.UNKNOWN);
    }

    @Test
    void aWebhook() throws IOException {
        assertThat(resource("vm7").connector().orElseThrow().toString())
                .isEqualTo("http {START=POST https://hypervisor.example, STOP=POST https://hypervisor.example,"
                        + " STATUS=GET https://hypervisor.example}");
    }
}
