// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.server.auth.CredentialSource;
import io.rillway.server.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which endpoints are mounted; no two may be in each other's way. */
final class EndpointsReader {

    /** What is mounted where the file says nothing. */
    static final List<Endpoint> USUAL = List.of(Endpoint.canonical(), Endpoint.homelab());

    /** Where each name, and each credential at each path, was read. */
    private final Map<String, String> places = new HashMap<>();

    private EndpointsReader() {}

    static List<Endpoint> read(Node list) {
        EndpointsReader reader = new EndpointsReader();
        List<Endpoint> endpoints = new ArrayList<>();
        for (Node item : list.items()) {
            Endpoint endpoint = EndpointReader.read(item);
            reader.enter(item, endpoint);
            endpoints.add(endpoint);
        }
        return endpoints;
    }

    private void enter(Node item, Endpoint endpoint) {
        String other = places.putIfAbsent(endpoint.name(), item.path());
        if (other != null) {
            throw item.refuse("\"" + endpoint.name() + "\" (expected: another name than " + other + ")", null);
        }
        for (String path : endpoint.paths()) {
            if (endpoint.takesHeaders()) {
                requireFree(item, path, "without a credential in the query");
            }
            for (CredentialSource source : endpoint.credentials()) {
                source.inQuery()
                        .filter(parameter -> !source.isTicket())
                        .ifPresent(parameter -> requireFree(item, path, "with " + parameter + " in the query"));
            }
        }
    }

    /** At one path a request must show by its credential which endpoint it means. */
    private void requireFree(Node item, String path, String how) {
        String other = places.putIfAbsent(path + " " + how, item.path());
        if (other != null) {
            throw item.refuse(
                    path + " (expected: another path; there " + other + " takes who comes " + how + ")", null);
        }
    }
}
