// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where a hub keeps its log. */
public sealed interface Storage {

    /** In memory: the log ends with the hub. */
    record Memory() implements Storage {}

    /**
     * In a folder, which one hub at a time has. What is stored is there after the end of the process, however it ended, and
     * no subscriber sees an event before it is stored.
     *
     * @param path the folder; made if it does not exist
     * @param sync what stored means
     */
    record Folder(Path path, Sync sync) implements Storage {
        public Folder {
            requireNonNull(path, "path");
            requireNonNull(sync, "sync");
        }
    }

    /** What an event that is stored survives. */
    enum Sync {
        /** The end of the process, {@code kill -9} included. */
        OS,
        /** A power cut as well; each commit waits for the disk. */
        DISK
    }

    /** {@return the storage in memory} */
    static Storage memory() {
        return new Memory();
    }

    /**
     * {@return the storage in a folder that survives the end of the process}
     *
     * @param path the folder
     */
    static Storage folder(Path path) {
        return new Folder(path, Sync.OS);
    }
}
