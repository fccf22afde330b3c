// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The openings of a log, and where each began: what makes an id of a sequence. The number of an opening counts up and is
 * never used again, so that an id stands for one event although a sequence may be given again after a crash. Immutable.
 */
final class Epochs {

    private static final int DIGITS = 8;

    private record Epoch(long number, long begin, String name) {}

    private final String log;
    private final List<Epoch> epochs;

    private Epochs(String log, List<Epoch> epochs) {
        this.log = log;
        this.epochs = epochs;
    }

    static Epochs of(String log) {
        return new Epochs(log, List.of());
    }

    /** {@return these and one more, the newest} */
    Epochs with(long number, long begin) {
        List<Epoch> more = new ArrayList<>(epochs);
        // An opening in which nothing was stored has no ids.
        more.removeIf(epoch -> epoch.begin() >= begin);
        if (more.isEmpty() || newest(more).number() != number) {
            more.add(new Epoch(number, begin, name(number)));
        }
        return new Epochs(log, List.copyOf(more));
    }

    private static Epoch newest(List<Epoch> epochs) {
        return epochs.get(epochs.size() - 1);
    }

    private String name(long number) {
        return log + String.format("%0" + DIGITS + "x", number);
    }

    String id(long sequence) {
        int at = epochs.size() - 1;
        while (at > 0 && epochs.get(at).begin() > sequence) {
            at--;
        }
        return EventId.of(epochs.get(at).name(), sequence);
    }

    /** {@return the sequence of an id, if it can be one of this log} */
    OptionalLong sequence(String id) {
        if (!isOwn(id)) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(id.substring(log.length(), id.indexOf('-')), 16);
        OptionalLong sequence = EventId.sequence(name(number), id);
        boolean isOfAnotherTime = number > newest(epochs).number()
                || epochs.stream().anyMatch(later -> later.number() > number && later.begin() <= sequence.orElse(0));
        return isOfAnotherTime ? OptionalLong.empty() : sequence;
    }

    boolean isForeign(String id) {
        return EventId.isForeign("", id) && !isOwn(id);
    }

    private boolean isOwn(String id) {
        return EventId.isForeign("", id) && id.startsWith(log) && id.indexOf('-') == log.length() + DIGITS;
    }
}
