// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

    private static ByteBuffer[] pieces(int length) {
        ByteBuffer behind =
                ByteBuffer.wrap("..x".repeat(length).substring(0, length + 2).getBytes(US_ASCII));
        return new ByteBuffer[] {
            ByteBuffer.wrap("ab".getBytes(US_ASCII)), behind.position(2).asReadOnlyBuffer()
        };
    }

    private static String text(ByteBuffer... buffers) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer buffer : buffers) {
            text.append(US_ASCII.decode(buffer.duplicate()));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 14, 253, 254, 4095, 65_533, 65_534, 70_000})
    void aChunkSaysItsLengthInHexadecimal(int length) {
        ByteBuffer[] pieces = pieces(length);
        String wanted = Integer.toHexString(length + 2) + "\r\n" + text(pieces) + "\r\n";

        assertThat(text(Chunks.CHUNKED.framed(pieces, length + 2))).isEqualTo(wanted);
        assertThat(text(WriteArena.joined(pieces, length + 2, Chunks.CHUNKED))).isEqualTo(wanted);
        assertThat(Chunks.length(pieces)).as("what was joined is not taken").isEqualTo(length + 2);
    }

    @Test
    void aPlainBodyIsLeftAsItIs() {
        ByteBuffer[] pieces = pieces(5);

        assertThat(text(Chunks.PLAIN.framed(pieces, 7))).isEqualTo(text(pieces));
        assertThat(text(WriteArena.joined(pieces, 7, Chunks.PLAIN))).isEqualTo(text(pieces));
        assertThat(Chunks.PLAIN.last().hasRemaining()).isFalse();
        assertThat(text(Chunks.CHUNKED.last())).isEqualTo("0\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTakenIsSkippedAtEveryPlace(Chunks chunks) {
        String all = text(chunks.framed(pieces(20), 22));
        for (int taken = 0; taken <= all.length(); taken++) {
            assertThat(text(Chunks.skip(chunks.framed(pieces(20), 22), taken))).isEqualTo(all.substring(taken));
        }
    }

    @Test
    void whatIsTooLargeIsNotJoined() {
        assertThat(WriteArena.joined(pieces(1 << 20), (1 << 20) + 2, Chunks.CHUNKED))
                .isNull();
    }
}
