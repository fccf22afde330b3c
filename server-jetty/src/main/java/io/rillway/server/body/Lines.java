// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The lines of a body, as bytes: what one of them holds is no matter of the others. */
final class Lines {

    private Lines() {}

    /** {@return those in which something stands} */
    static List<ByteBuffer> of(byte[] body) {
        List<ByteBuffer> lines = new ArrayList<>();
        int start = 0;
        boolean blank = true;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n' || body[i] == '\r') {
                if (!blank) {
                    lines.add(ByteBuffer.wrap(body, start, i - start));
                }
                start = i + 1;
                blank = true;
            } else {
                blank = blank && (body[i] == ' ' || body[i] == '\t');
            }
        }
        return lines;
    }
}
