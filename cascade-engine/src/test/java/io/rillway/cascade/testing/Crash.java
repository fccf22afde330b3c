// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

/** The end of a program in the middle of anything; nobody can catch it by mistake. */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    public Crash(String where) {
        super(where, null, false, false);
    }
}
