// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that says up to which place the topics of each selector are not kept, and up to which something was damaged; it is
 * written before records are taken out of the middle of the log, so that a hole that was meant can be told from one that was
 * not. Its first line is a checksum of the others.
 */
public final class LostPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(LostPlaces.class);

    /**
     * What it says.
     *
     * @param evicted the last place that is not kept, by selector
     * @param damaged the last place that was to be kept and cannot be read, 0 if there is none
     */
    public record Places(Map<String, Long> evicted, long damaged) {

        private static final Places NONE = new Places(Map.of(), 0);

        /** {@return the last place that is not kept of any selector} */
        public long lastEvicted() {
            return evicted.values().stream().mapToLong(place -> place).max().orElse(0);
        }
    }

    private final Path folder;
    private final Path file;
    private final Disk disk;

    /**
     * The file of a folder.
     *
     * @param folder the folder of the log
     * @param disk what is done with it
     */
    public LostPlaces(Path folder, Disk disk) {
        this.folder = folder;
        this.file = folder.resolve("lost-places");
        this.disk = disk;
    }

    /**
     * {@return what it says; nothing if it was never written or is damaged}
     *
     * @throws IOException if it cannot be read
     */
    public Places read() throws IOException {
        if (!Files.exists(file)) {
            return Places.NONE;
        }
        String text = new String(Files.readAllBytes(file), UTF_8);
        int begin = text.indexOf('\n') + 1;
        String rest = text.substring(begin);
        if (begin == 0 || !text.substring(0, begin - 1).equals(checksum(rest))) {
            LOG.error("{}: is damaged; what was taken out of the log is counted as missing", file);
            return Places.NONE;
        }
        return parsed(rest.lines().toList());
    }

    private static Places parsed(List<String> lines) {
        Map<String, Long> evicted = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            evicted.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
        }
        return new Places(evicted, Long.parseLong(lines.get(0)));
    }

    /**
     * Writes the file anew.
     *
     * @param places what it says from now on
     * @throws IOException if it cannot be written; the old one is left then
     */
    public void write(Places places) throws IOException {
        StringBuilder text = new StringBuilder().append(places.damaged()).append('\n');
        places.evicted()
                .forEach((selector, place) ->
                        text.append(place).append(' ').append(selector).append('\n'));
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        disk.delete(draft);
        try (SegmentOutput out = disk.create(draft)) {
            out.write(ByteBuffer.wrap((checksum(text.toString()) + "\n" + text).getBytes(UTF_8)));
            out.force();
        }
        disk.move(draft, file);
        disk.force(folder);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
