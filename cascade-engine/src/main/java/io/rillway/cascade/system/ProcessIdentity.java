// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

/**
 * Who a process is: a pid alone may be given to another process later.
 *
 * @param boot the boot of the machine in which the pid counts
 * @param pid the process id
 * @param started when it began, in a unit that only its table knows; negative where it had ended before it was asked
 */
public record ProcessIdentity(String boot, long pid, long started) {}
