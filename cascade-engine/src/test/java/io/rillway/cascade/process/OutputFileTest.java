// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    private static final int BOUND_BYTES = 100;

    @TempDir
    private Path folder;

    @Test
    void givesTheLastLinesOldestFirst() throws IOException {
        write("one\ntwo\r\nthree\n");

        assertThat(output().tail(2)).containsExactly("two", "three");
        assertThat(output().tail(100)).containsExactly("one", "two", "three");
    }

    @Test
    void givesALineThatIsNotFinished() throws IOException {
        write("one\ntwo");

        assertThat(output().tail(1)).containsExactly("two");
    }

    @Test
    void givesNothingWhereNothingWasWritten() throws IOException {
        assertThat(output().tail(5)).isEmpty();
    }

    @Test
    void refusesToGiveNoLines() {
        assertThatThrownBy(() -> output().tail(0)).hasMessage("lines: 0 (expected: 1 or more)");
    }

    @Test
    void readsNoMoreThanItsWindowOfALargeFile() throws IOException {
        write("x".repeat(3 * OutputTail.WINDOW_BYTES) + "\nlast\n");

        assertThat(output().tail(10)).containsExactly("last");

        write("y".repeat(3 * OutputTail.WINDOW_BYTES));

        assertThat(output().tail(10)).singleElement().asString().hasSize(OutputTail.WINDOW_BYTES);
    }

    @Test
    void readsWhatIsNoText() throws IOException {
        Files.write(path(), new byte[] {'a', (byte) 0xC3, '\n', (byte) 0xFF, 'b'});

        assertThat(output().tail(10)).containsExactly("a\uFFFD", "\uFFFDb");
    }

    @Test
    void setsTheLastRunAsideWhenItBeginsAnew() throws Exception {
        write("first\n");

        output().renew();

        assertThat(output().tail(10)).isEmpty();
        assertThat(earlier()).hasContent("first");
    }

    @Test
    void leavesAFileWithinItsBoundAlone() throws IOException {
        write("x".repeat(BOUND_BYTES));

        output().tend();

        assertThat(path()).hasSize(BOUND_BYTES);
        assertThat(cutOff()).doesNotExist();
    }

    @Test
    void stillGivesTheLastLinesAfterACut() throws Exception {
        write("x".repeat(BOUND_BYTES) + "\nbefore\nha");
        output().tend();
        write("lf\nafter\n");

        assertThat(output().tail(3)).containsExactly("before", "half", "after");

        output().renew();
        assertThat(output().tail(3)).isEmpty();
    }

    @Test
    void cutsAFileUnderAWriterThatGoesOnAtItsNewEnd() throws IOException {
        try (OutputStream writer =
                Files.newOutputStream(path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write("x".repeat(BOUND_BYTES + 1).getBytes(StandardCharsets.UTF_8));

            output().tend();
            writer.write("after\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(path()).hasContent("after");
        assertThat(cutOff()).hasSize(BOUND_BYTES + 1);
    }

    @Test
    void keepsNoMoreThanTwiceItsBoundOfWhatItCut() throws IOException {
        write("x".repeat(10 * BOUND_BYTES));

        output().tend();

        assertThat(path()).isEmptyFile();
        assertThat(cutOff()).hasSize(2 * BOUND_BYTES);
    }

    @Test
    void cutsAFileThatCannotBeSetAside() throws IOException {
        write("x".repeat(BOUND_BYTES + 1));
        Files.createDirectories(cutOff());

        assertThatThrownBy(() -> output().tend()).isInstanceOf(IOException.class);

        assertThat(path()).isEmptyFile();
    }

    private void write(String text) throws IOException {
        Files.writeString(path(), text);
    }

    private OutputFile output() {
        return new OutputFile(path(), BOUND_BYTES);
    }

    private Path path() {
        return folder.resolve("output.log");
    }

    private Path earlier() {
        return folder.resolve("output.log.1");
    }

    private Path cutOff() {
        return folder.resolve("output.log.cut");
    }
}
