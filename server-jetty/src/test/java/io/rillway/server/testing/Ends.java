// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers who came and why each left. */
public final class Ends implements HubListener {

    private final List<Subscription> opened = new CopyOnWriteArrayList<>();
    private final List<CloseReason> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void onSubscribed(Subscription subscription) {
        opened.add(subscription);
    }

    @Override
    public void onClosed(Subscription subscription, CloseReason reason) {
        reasons.add(reason);
    }

    /** {@return the streams in the order of their opening} */
    public List<Subscription> opened() {
        return opened;
    }

    /** {@return the reasons in the order of the ends} */
    public List<CloseReason> reasons() {
        return reasons;
    }
}
