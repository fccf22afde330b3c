// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

/**
 * A process that lives.
 *
 * @param identity who it is
 * @param parent the pid of its parent, 0 where unknown
 * @param group its process group, 0 where the system tells none
 * @param session its session, 0 where the system tells none
 */
public record ProcessEntry(ProcessIdentity identity, long parent, long group, long session) {

    /** {@return the process id} */
    public long pid() {
        return identity.pid();
    }

    /** {@return whether it leads a session of its own} */
    public boolean leadsSession() {
        return session == pid();
    }
}
