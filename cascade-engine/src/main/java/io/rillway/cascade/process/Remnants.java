// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files among the temporary ones that commands write to whose output nobody keeps. They have their names for the moment
 * of the start alone; a program that is killed just then leaves one behind, which the next one takes away.
 */
public final class Remnants {

    private static final Logger LOG = LoggerFactory.getLogger(Remnants.class);
    private static final String PREFIX = "rillway-";
    private static final String SUFFIX = ".out";
    private static final Pattern NAME = Pattern.compile("rillway-(\\d{1,18})-\\d+\\.out");

    /** A process of another container may have the same folder, and look dead from here. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private Remnants() {}

    /** Makes a file that only its owner may read, and whose name says who made it. */
    static Path create(Path folder) throws IOException {
        return Files.createTempFile(folder, PREFIX + ProcessHandle.current().pid() + "-", SUFFIX);
    }

    /**
     * Deletes what programs of the same user left that do not run any more.
     *
     * @param now the time
     */
    public static void sweep(Instant now) {
        sweep(temporary(), now);
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static void sweep(Path folder, Instant now) {
        try {
            List<Path> left = left(folder, now);
            if (!left.isEmpty()) {
                delete(folder, left);
            }
        } catch (IOException e) {
            LOG.debug("what was left in {} stays", folder, e);
        }
    }

    private static List<Path> left(Path folder, Instant now) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*-*" + SUFFIX)) {
            for (Path file : files) {
                if (maker(file).filter(Remnants::isGone).isPresent() && isOld(file, now)) {
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

    private static boolean isOld(Path file, Instant now) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(now.minus(YOUNG));
    }

    private static void delete(Path folder, List<Path> left) throws IOException {
        Path own = create(folder);
        try {
            UserPrincipal owner = Files.getOwner(own);
            for (Path file : left) {
                if (Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    Files.deleteIfExists(file);
                }
            }
        } finally {
            Files.deleteIfExists(own);
        }
    }
}
