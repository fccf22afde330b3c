// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** How many bytes a server may still send on each stream and on all of them; one too many is a failure of the test. */
final class H2Windows {

    static final int AT_FIRST = 65_535;

    private final Map<Integer, Long> streams = new HashMap<>();
    private final Queue<Integer> announced = new ArrayDeque<>();
    private long all = AT_FIRST;
    private int heard = AT_FIRST;
    private int initial = AT_FIRST;

    void open(int stream) {
        streams.put(stream, (long) initial);
    }

    void close(int stream) {
        streams.remove(stream);
    }

    /** A stream, or with 0 the connection, may send more. */
    void widen(int stream, int bytes) {
        if (stream == 0) {
            all += bytes;
        } else {
            streams.computeIfPresent(stream, (s, left) -> left + bytes);
        }
    }

    /** Each stream is to have another initial window. */
    void announce(int window) {
        announced.add(window);
        bound();
    }

    /** The server has heard of what was announced first. */
    void heard() {
        Integer window = announced.poll();
        heard = window == null ? heard : window;
        bound();
    }

    /** It may go by what it has heard of last, or by anything that is on its way. */
    private void bound() {
        int most = announced.stream().reduce(heard, Math::max);
        streams.replaceAll((stream, left) -> left + most - initial);
        initial = most;
    }

    void take(int stream, int bytes) {
        all -= bytes;
        // One that was given up may have had something on its way.
        long left = streams.getOrDefault(stream, (long) bytes) - bytes;
        streams.computeIfPresent(stream, (s, before) -> left);
        if (bytes > 0 && (left < 0 || all < 0)) {
            throw new AssertionError("stream " + stream + " has sent more than it may: " + bytes + " bytes, left "
                    + left + ", of all " + all);
        }
    }

    long all() {
        return all;
    }
}
