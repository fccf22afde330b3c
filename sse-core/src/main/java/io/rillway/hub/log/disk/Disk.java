// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.file.Path;

/** What a log does to the files of its folder, besides reading them. Used by one thread. */
public interface Disk {

    /** The disk of the system. */
    Disk SYSTEM = new SystemDisk();

    /**
     * {@return the output of a new file}
     *
     * @param path the file, which must not exist
     * @throws IOException if it cannot be made
     */
    SegmentOutput create(Path path) throws IOException;

    /**
     * Gives a file another name at once; a file that has that name is replaced.
     *
     * @param from the file
     * @param to its new name
     * @throws IOException if that fails
     */
    void move(Path from, Path to) throws IOException;

    /**
     * Deletes a file, if there is one.
     *
     * @param path the file
     * @throws IOException if it cannot be deleted, or not now
     */
    void delete(Path path) throws IOException;

    /**
     * Cuts off the end of a file, which survives a power cut.
     *
     * @param path the file
     * @param size what is left
     * @throws IOException if it cannot
     */
    void cut(Path path, long size) throws IOException;

    /**
     * Makes the names in a folder survive a power cut, where the system can do that.
     *
     * @param folder the folder
     */
    void force(Path folder);
}
