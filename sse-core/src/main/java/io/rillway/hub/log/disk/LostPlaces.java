// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that says up to which place the topics of each selector are not kept; it is written before their records are taken
 * out of the middle of the log, so that a hole that was meant can be told from one that was not.
 */
public final class LostPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(LostPlaces.class);

    private final Path file;

    /**
     * The file of a folder.
     *
     * @param folder the folder of the log
     */
    public LostPlaces(Path folder) {
        this.file = folder.resolve("lost-places");
    }

    /**
     * {@return the last place that is not kept, by selector; nothing if it was never written or cannot be understood}
     *
     * @throws IOException if it cannot be read
     */
    public Map<String, Long> read() throws IOException {
        Map<String, Long> places = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).lines().toList()) {
                int space = line.indexOf(' ');
                if (space < 1 || !line.substring(0, space).matches("\\d{1,18}")) {
                    LOG.error("{}: cannot be understood; what it says is counted as missing", file);
                    return Map.of();
                }
                places.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
            }
        }
        return places;
    }

    /**
     * Writes the file anew.
     *
     * @param places the last place that is not kept, by selector
     * @throws IOException if it cannot be written; the old one is left then
     */
    public void write(Map<String, Long> places) throws IOException {
        StringBuilder text = new StringBuilder();
        places.forEach((selector, lost) ->
                text.append(lost).append(' ').append(selector).append('\n'));
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        try (SegmentOutput out = SegmentOutput.create(draft)) {
            out.write(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
            out.force();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
