// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A log in whose reading something happens: what the threads of others would do at that moment. */
final class HookedLog implements EventLog {

    private final EventLog log;
    private final Queue<Runnable> beforeReads = new ArrayDeque<>();

    HookedLog(EventLog log) {
        this.log = log;
    }

    /** Runs something before the next read that nothing else waits for. */
    void beforeRead(Runnable hook) {
        beforeReads.add(hook);
    }

    /** {@return the entry of an id} */
    LogEntry entry(String id) {
        return log.read(log.sequence(id).orElseThrow(), 1).get(0);
    }

    @Override
    public List<LogEntry> read(long from, int most) {
        Runnable hook = beforeReads.poll();
        if (hook != null) {
            hook.run();
        }
        return log.read(from, most);
    }

    @Override
    public Receipt append(Event event, byte[] payload, @Nullable String key) {
        return log.append(event, payload, key);
    }

    @Override
    public void onCommit(Runnable told) {
        log.onCommit(told);
    }

    @Override
    public Kept kept(List<TopicSelector> selectors) {
        return log.kept(selectors);
    }

    @Override
    public long last() {
        return log.last();
    }

    @Override
    public long first() {
        return log.first();
    }

    @Override
    public List<Long> find(List<String> topics, long from, int most) {
        return log.find(topics, from, most);
    }

    @Override
    public List<Long> findLast(List<String> topics, long to, int most) {
        return log.findLast(topics, to, most);
    }

    @Override
    public long firstSince(Instant time) {
        return log.firstSince(time);
    }

    @Override
    public String id(long sequence) {
        return log.id(sequence);
    }

    @Override
    public OptionalLong sequence(String id) {
        return log.sequence(id);
    }

    @Override
    public boolean isForeign(String id) {
        return log.isForeign(id);
    }

    @Override
    public void expire() {
        log.expire();
    }

    @Override
    public void close() {
        log.close();
    }
}
