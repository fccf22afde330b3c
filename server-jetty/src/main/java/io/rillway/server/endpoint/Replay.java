// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

/**
 * Where in the log a stream starts whose request says nothing else (requirements C1).
 *
 * @param resumes whether it continues after the id that the request gives, if it gives one
 * @param backlog how many of the last matching events it begins with when no id is given; 0 to 100 000
 */
public record Replay(boolean resumes, int backlog) {

    /** After the id that is given, else with what comes next. */
    public static final Replay SINCE_ID = new Replay(true, 0);

    /** With what comes next, whatever id is given. */
    public static final Replay NONE = new Replay(false, 0);

    /** The most events of a backlog. */
    public static final int MOST = 100_000;

    public Replay {
        if (backlog < 0 || backlog > MOST) {
            throw new IllegalArgumentException("backlog: " + backlog + " (expected: 0 to " + MOST + ")");
        }
    }

    /**
     * {@return the same, with another backlog}
     *
     * @param backlog how many events, 0 to 100 000
     */
    public Replay withBacklog(int backlog) {
        return new Replay(resumes, backlog);
    }
}
