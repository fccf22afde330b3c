// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import java.util.List;
import java.util.stream.Stream;

/** What becomes different in an open subscription. */
public sealed interface SubscriptionChange {

    /**
     * {@return a request as it is after the change}
     *
     * @param request the request before
     * @throws IllegalArgumentException if no selector would be left
     */
    SubscribeRequest applyTo(SubscribeRequest request);

    /**
     * More is asked for; what is there already stays as it is.
     *
     * @param selectors what is added
     */
    record Add(List<TopicSelector> selectors) implements SubscriptionChange {
        public Add {
            selectors = List.copyOf(selectors);
        }

        @Override
        public SubscribeRequest applyTo(SubscribeRequest request) {
            return request.withSelectors(Stream.concat(request.selectors().stream(), selectors.stream())
                    .distinct()
                    .toList());
        }
    }

    /**
     * Less is asked for; what is not there is left out without a word.
     *
     * @param selectors what is removed, as it was asked for
     */
    record Remove(List<TopicSelector> selectors) implements SubscriptionChange {
        public Remove {
            selectors = List.copyOf(selectors);
        }

        @Override
        public SubscribeRequest applyTo(SubscribeRequest request) {
            return request.withSelectors(request.selectors().stream()
                    .filter(selector -> !selectors.contains(selector))
                    .toList());
        }
    }

    /**
     * Something else is asked for.
     *
     * @param selectors what is asked for from now on, at least one
     */
    record Replace(List<TopicSelector> selectors) implements SubscriptionChange {
        public Replace {
            selectors = List.copyOf(selectors);
        }

        @Override
        public SubscribeRequest applyTo(SubscribeRequest request) {
            return request.withSelectors(selectors);
        }
    }

    /**
     * Something else is held back.
     *
     * @param filter narrows from now on
     */
    record Filter(EventFilter filter) implements SubscriptionChange {
        public Filter {
            requireNonNull(filter, "filter");
        }

        @Override
        public SubscribeRequest applyTo(SubscribeRequest request) {
            return request.withFilter(filter);
        }
    }

    /**
     * Another credential of the same principal stands behind the stream, with grants of its own. What they do not pick is
     * left out at once, wherever the stream is in the log; what they pick beyond the ones before starts at the current end.
     *
     * @param grants what may be seen from now on; empty means nothing
     * @param credential by what the hub recognises the credential, and how long it is good
     */
    record Renew(List<TopicSelector> grants, CredentialMark credential) implements SubscriptionChange {
        public Renew {
            grants = List.copyOf(grants);
            requireNonNull(credential, "credential");
        }

        @Override
        public SubscribeRequest applyTo(SubscribeRequest request) {
            return request.withGrants(grants).withCredential(credential);
        }
    }
}
