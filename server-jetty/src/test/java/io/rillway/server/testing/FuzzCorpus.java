// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The inputs that are kept for a fuzz target, and changes of them that are the same in every run. */
public final class FuzzCorpus {

    private static final byte[] TELLING =
            "\r\n\0:%&=;*/.\"'{}[],\\#-_ \t\u00e2\u0080\u00a8".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final List<byte[]> kept;

    private FuzzCorpus(List<byte[]> kept) {
        this.kept = kept;
    }

    /** {@return the inputs of a target} */
    public static FuzzCorpus of(String target) throws IOException {
        List<byte[]> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder(target))) {
            for (Path file : files.sorted().toList()) {
                kept.add(Files.readAllBytes(file));
            }
        }
        return new FuzzCorpus(kept);
    }

    /** {@return where they are kept} */
    public static Path folder(String target) {
        return Path.of("src", "test", "resources", "fuzz", target);
    }

    /** Gives out each input, and so many changed ones. */
    public void each(int changes, Consumer<byte[]> target) {
        kept.forEach(target);
        Random random = new Random(kept.size());
        for (int i = 0; i < changes; i++) {
            byte[] input = kept.get(random.nextInt(kept.size()));
            for (int times = random.nextInt(4); times >= 0; times--) {
                input = changed(input, random);
            }
            target.accept(input);
        }
    }

    private byte[] changed(byte[] input, Random random) {
        int at = random.nextInt(input.length + 1);
        byte[] head = Arrays.copyOf(input, at);
        byte[] tail = Arrays.copyOfRange(input, at, input.length);
        return switch (random.nextInt(4)) {
            case 0 -> joined(head, new byte[] {TELLING[random.nextInt(TELLING.length)]}, tail);
            case 1 -> joined(head, new byte[] {(byte) random.nextInt(256)}, tail);
            case 2 -> joined(head, new byte[0], Arrays.copyOfRange(tail, Math.min(tail.length, 1), tail.length));
            default -> joined(head, tail, kept.get(random.nextInt(kept.size())));
        };
    }

    private static byte[] joined(byte[] one, byte[] two, byte[] three) {
        byte[] all = Arrays.copyOf(one, one.length + two.length + three.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        System.arraycopy(three, 0, all, one.length + two.length, three.length);
        return all;
    }
}
