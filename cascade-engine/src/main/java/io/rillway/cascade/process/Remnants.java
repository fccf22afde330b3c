// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files in a folder that commands write to whose output nobody keeps. They have their names for the moment of the start
 * alone; a program that is killed just then leaves one behind, which the first command of the next one takes away.
 */
final class Remnants {

    /** Among the temporary files, which all programs share. */
    static final Remnants TEMPORARY = new Remnants(Path.of(System.getProperty("java.io.tmpdir")));

    private static final Logger LOG = LoggerFactory.getLogger(Remnants.class);
    private static final String PREFIX = "rillway-";
    private static final String SUFFIX = ".out";
    private static final Pattern NAME = Pattern.compile("rillway-(\\d{1,18})-\\d+\\.out");

    /** A process of another container may have the same folder, and look dead from here. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path folder;
    private final AtomicBoolean swept = new AtomicBoolean();

    Remnants(Path folder) {
        this.folder = folder;
    }

    /** Makes a file that only its owner may read, and whose name says who made it. */
    Path create() throws IOException {
        Path made =
                Files.createTempFile(folder, PREFIX + ProcessHandle.current().pid() + "-", SUFFIX);
        if (swept.compareAndSet(false, true)) {
            sweep(made);
        }
        return made;
    }

    /** Deletes what programs of the same user left that do not run any more. */
    private void sweep(Path made) {
        try {
            UserPrincipal owner = Files.getOwner(made);
            Instant old = Files.getLastModifiedTime(made).toInstant().minus(YOUNG);
            for (Path file : ofTheGone()) {
                if (isOlder(file, old)
                        && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("what was left in {} stays", folder, e);
        }
    }

    private List<Path> ofTheGone() throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*-*" + SUFFIX)) {
            for (Path file : files) {
                if (maker(file).filter(Remnants::isGone).isPresent()) {
                    left.add(file);
                }
            }
        }
        return left;
    }

    private static Optional<Long> maker(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    private static boolean isOlder(Path file, Instant time) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(time);
    }
}
