// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A folder that may be read only, for whoever runs the tests. */
final class ReadOnlyDisk implements Disk {

    @Override
    public SegmentOutput create(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        throw new AccessDeniedException(from.toString(), to.toString(), null);
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public void cut(Path path, long size) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public void force(Path folder) {}
}
