// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * One stream's view of numbered events, most of which are spaces: each number of each publisher once, in order, and every
 * byte of it as it was published. A hole has to be told.
 */
public final class PaddedEvents {

    private static final int MOST_SPACES = 5_000;

    /** Some are larger than three frames. */
    private static final int MANY_SPACES = 60_000;

    private static final int EVERY = 32;

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final Map<Integer, Integer> next = new HashMap<>();
    private long seen;
    private int newLines;
    private boolean begun;

    /** {@return an event, which is known again by its publisher and its number} */
    public static Event event(int publisher, int number) {
        return Event.of("n", "n", text(publisher, number));
    }

    private static String text(int publisher, int number) {
        int spaces = number % EVERY == EVERY - 1 ? MANY_SPACES : number % MOST_SPACES * 7919 % MOST_SPACES;
        return publisher + "/" + number + " ".repeat(spaces) + "/" + number;
    }

    /** Takes what the stream says next. */
    public void take(byte[] bytes) {
        for (byte b : bytes) {
            rest.write(b);
            newLines = b == '\n' ? newLines + 1 : 0;
            if (newLines == 2) {
                frame(rest.toString(UTF_8));
                rest.reset();
                newLines = 0;
            }
        }
    }

    private void frame(String frame) {
        begun = true;
        int data = frame.indexOf("data: \"");
        if (frame.contains("event: gap\n")) {
            next.clear();
        } else if (frame.contains("event: n\n") && data >= 0) {
            String text = frame.substring(data + 7, frame.length() - 3);
            int slash = text.indexOf('/');
            event(Integer.parseInt(text.substring(0, slash)), text);
        } else if (!frame.startsWith(":") && !frame.startsWith("id: ") && !frame.startsWith("retry: ")) {
            throw new AssertionError("no frame of a stream: " + frame);
        }
    }

    private void event(int publisher, String text) {
        int slash = text.indexOf('/');
        int number = Integer.parseInt(text.substring(text.lastIndexOf('/') + 1));
        int expected = next.getOrDefault(publisher, number);
        if (number != expected || !text.equals(text(publisher, number))) {
            throw new AssertionError("expected " + publisher + "/" + expected + ", got "
                    + text.substring(0, Math.min(text.length(), slash + 20)) + "... of " + text.length()
                    + " characters");
        }
        next.put(publisher, number + 1);
        seen++;
    }

    /** {@return whether the stream has said anything, so that whatever is published now has to come} */
    public boolean hasBegun() {
        return begun;
    }

    /** {@return how many events there were} */
    public long seen() {
        return seen;
    }

    /** {@return whether a publisher's event was the last of its that came} */
    public boolean isBehind(int publisher, int number) {
        return next.getOrDefault(publisher, -1) == number + 1;
    }
}
