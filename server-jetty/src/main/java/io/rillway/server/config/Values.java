// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.probe.HttpExpectation;
import io.rillway.cascade.probe.LinePattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the small values that connectors and probes share. */
final class Values {

    private static final int FIRST_STATUS = 200;
    private static final Pattern STATUS = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");

    private Values() {}

    /** {@return a program and its arguments} */
    static String[] words(Node node) {
        List<String> words = node.texts();
        if (words.isEmpty()) {
            throw node.refuse("a program and its arguments");
        }
        return words.toArray(String[]::new);
    }

    /** {@return what a line must hold: a text, or a regular expression} */
    static LinePattern line(Node node) {
        if (!node.isMap()) {
            return node.made(() -> LinePattern.text(node.text()));
        }
        Node regex = node.required("regex");
        LinePattern pattern = regex.made(() -> LinePattern.regex(regex.text()));
        node.done();
        return pattern;
    }

    /**
     * {@return what an answer must be}
     *
     * @param node a map with status, body, or both
     * @param lastGood the highest status that will do where none is said
     */
    static HttpExpectation expectation(Node node, int lastGood) {
        Optional<Node> status = node.child("status");
        String body = node.child("body").map(Node::text).orElse("");
        node.done();
        return status.isPresent()
                ? status.get().made(() -> range(status.get())).withBody(body)
                : new HttpExpectation(FIRST_STATUS, lastGood, body);
    }

    private static HttpExpectation range(Node node) {
        Matcher form = STATUS.matcher(node.scalar());
        if (!form.matches()) {
            throw node.refuse("a status such as 200, or a range such as 200-299");
        }
        int lowest = Integer.parseInt(form.group(1));
        return new HttpExpectation(lowest, form.group(2) == null ? lowest : Integer.parseInt(form.group(2)), "");
    }
}
