// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import java.util.List;
import java.util.Map;

/**
 * What a subscriber asks for, and what it may see: its stream carries what both the selectors and the grants pick, minus
 * what the filter holds back.
 *
 * @param principal the name of who is behind the stream
 * @param selectors what it asks for, at least one
 * @param grants what it may see; empty means nothing
 * @param filter narrows by type and attribute
 * @param start where in the log the stream starts
 * @param options how the stream looks and behaves
 * @param metadata what the subscriber says about itself
 * @param remoteAddress where it comes from, for people to read
 * @param credential by what the hub recognises the credential that it came with
 */
public record SubscribeRequest(
        String principal,
        List<TopicSelector> selectors,
        List<TopicSelector> grants,
        EventFilter filter,
        Start start,
        StreamOptions options,
        Map<String, String> metadata,
        String remoteAddress,
        CredentialMark credential) {

    public SubscribeRequest {
        requireNonNull(principal, "principal");
        selectors = List.copyOf(selectors);
        grants = List.copyOf(grants);
        metadata = Map.copyOf(metadata);
        requireNonNull(filter, "filter");
        requireNonNull(start, "start");
        requireNonNull(options, "options");
        requireNonNull(remoteAddress, "remoteAddress");
        requireNonNull(credential, "credential");
        if (selectors.isEmpty()) {
            throw new IllegalArgumentException("selectors: [] (expected: at least one)");
        }
    }

    /**
     * A request whose credential is not told apart.
     *
     * @param principal the name of who is behind the stream
     * @param selectors what it asks for, at least one
     * @param grants what it may see; empty means nothing
     * @param filter narrows by type and attribute
     * @param start where in the log the stream starts
     * @param options how the stream looks and behaves
     * @param metadata what the subscriber says about itself
     * @param remoteAddress where it comes from, for people to read
     */
    public SubscribeRequest(
            String principal,
            List<TopicSelector> selectors,
            List<TopicSelector> grants,
            EventFilter filter,
            Start start,
            StreamOptions options,
            Map<String, String> metadata,
            String remoteAddress) {
        this(principal, selectors, grants, filter, start, options, metadata, remoteAddress, CredentialMark.NONE);
    }

    /**
     * {@return a request of a principal that may see everything, for these topics, live, on a canonical stream}
     *
     * @param principal the name of who is behind the stream
     * @param selectors what it asks for
     */
    public static SubscribeRequest of(String principal, String... selectors) {
        return new SubscribeRequest(
                principal,
                List.of(selectors).stream().map(TopicSelector::of).toList(),
                List.of(TopicSelector.ALL),
                EventFilter.NONE,
                new Start.Live(),
                StreamOptions.canonical(),
                Map.of(),
                "",
                CredentialMark.NONE);
    }

    /**
     * {@return this request for other topics}
     *
     * @param selectors what it asks for, at least one
     */
    public SubscribeRequest withSelectors(List<TopicSelector> selectors) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }

    /**
     * {@return this request with other grants}
     *
     * @param grants what the principal may see
     */
    public SubscribeRequest withGrants(List<TopicSelector> grants) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }

    /**
     * {@return this request with another filter}
     *
     * @param filter narrows by type and attribute
     */
    public SubscribeRequest withFilter(EventFilter filter) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }

    /**
     * {@return this request with another start}
     *
     * @param start where in the log the stream starts
     */
    public SubscribeRequest withStart(Start start) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }

    /**
     * {@return this request with other options}
     *
     * @param options how the stream looks and behaves
     */
    public SubscribeRequest withOptions(StreamOptions options) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }

    /**
     * {@return this request with a credential's mark}
     *
     * @param credential by what the hub recognises the credential
     */
    public SubscribeRequest withCredential(CredentialMark credential) {
        return new SubscribeRequest(
                principal, selectors, grants, filter, start, options, metadata, remoteAddress, credential);
    }
}
