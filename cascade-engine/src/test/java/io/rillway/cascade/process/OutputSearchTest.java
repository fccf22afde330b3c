// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutputSearchTest {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int BOUND = 1000;

    @TempDir
    private Path folder;

    private OutputFile output;

    private static Predicate<CharSequence> regex(String expression) {
        return line -> Pattern.compile(expression).matcher(line).find();
    }

    private boolean has(String expression) throws Exception {
        return has(expression, TIME);
    }

    private boolean has(String expression, Duration time) throws Exception {
        return output().has(expression, regex(expression), time);
    }

    private OutputFile output() {
        if (output == null) {
            output = new OutputFile(path(), BOUND);
        }
        return output;
    }

    /** What another program would open later. */
    private void reopen() {
        output = new OutputFile(path(), BOUND);
    }

    private Path path() {
        return folder.resolve("output.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void findsALineWhetherOrNotItHasEnded() throws Exception {
        assertThat(has("ready")).isFalse();
        write("starting\nrea");
        assertThat(has("ready")).isFalse();
        write("dy");

        assertThat(has("^ready$")).isTrue();
    }

    @Test
    void findsALineThatComesPieceByPieceOnce() throws Exception {
        assertThat(has("^ready on 80$")).isFalse();
        write("ready");
        assertThat(has("^ready on 80$")).isFalse();
        write(" on 8");
        assertThat(has("^ready on 80$")).isFalse();
        write("0\n");

        assertThat(has("^ready on 80$")).isTrue();
        assertThat(has("^on 80$")).isFalse();
    }

    @Test
    void findsALineThatWasCutOffBeforeItWasLookedFor() throws Exception {
        write("a\nready\n" + "x".repeat(BOUND));
        output().tend();
        write("y\n");

        assertThat(has("^ready$")).isTrue();
    }

    @Test
    void findsALineThatTheCutWentThrough() throws Exception {
        write("x".repeat(BOUND) + "\nrea");
        assertThat(has("^ready$")).isFalse();
        write("d");
        output().tend();
        write("y\n");

        assertThat(has("^ready$")).isTrue();
    }

    @Test
    void goesOnWhereItWasWhenTheFileHasGrownBeyondThatAfterACut() throws Exception {
        write("x".repeat(BOUND / 2) + "\n");
        assertThat(has("ready")).isFalse();
        write("x".repeat(BOUND) + "\n");
        output().tend();
        write("ready\n" + "y".repeat(BOUND - 100));

        assertThat(has("ready")).isTrue();
    }

    @Test
    void searchesWhatIsLeftWhenItWasCutTwiceMeanwhile() throws Exception {
        write("first\n");
        assertThat(has("ready")).isFalse();
        write("x".repeat(BOUND) + "\n");
        output().tend();
        write("ready\n" + "y".repeat(BOUND));
        output().tend();

        assertThat(has("ready")).isTrue();
    }

    @Test
    void remembersWhatItFoundWhenThatIsGoneAndThisProgramIsAnother() throws Exception {
        write("ready\n");
        assertThat(has("ready")).isTrue();
        for (int i = 0; i < 3; i++) {
            write("x".repeat(BOUND + 1));
            output().tend();
        }

        assertThat(has("ready")).isTrue();
        reopen();
        assertThat(has("ready")).isTrue();
        assertThat(has("never")).isFalse();
    }

    @Test
    void forgetsAllOfThatWithTheNextRun() throws Exception {
        write("ready\n");
        assertThat(has("ready")).isTrue();

        output().renew();

        assertThat(has("ready")).isFalse();
        write("ready again\n");
        assertThat(has("ready")).isTrue();
    }

    @Test
    void looksAtThePiecesOfALineWithoutEnd() throws Exception {
        write("x".repeat(5 * OutputSearch.LINE_BYTES) + "ready");

        assertThat(has("ready")).isTrue();
    }

    @Test
    void anExpressionThatTakesForEverEndsInTimeAndTheNextLineIsStillSearched() throws Exception {
        write("a".repeat(5000) + "!\nready\n");
        String explosive = "^(a+)+$|ready";

        assertThatThrownBy(() -> has(explosive, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessage("a line was not compared in time");

        assertThat(has(explosive)).isTrue();
    }

    @Test
    void readsALargeFileInTime() throws Exception {
        output = new OutputFile(path(), 64 << 20);
        write(("x".repeat(99) + "\n").repeat(80_000) + "ready\n");

        assertThat(has("ready")).isTrue();
    }
}
