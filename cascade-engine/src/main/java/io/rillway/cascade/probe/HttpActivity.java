// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.net.HttpAnswer;
import io.rillway.cascade.net.HttpCall;
import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.net.UnreachedException;
import java.io.IOException;
import java.time.Duration;

/** Sees use in the body of an answer. */
final class HttpActivity implements ActivityProbe {

    private final HttpTarget target;
    private final HttpExpectation use;
    private final HttpCall call;

    HttpActivity(HttpRequest request, HttpExpectation use) {
        this.target = request.target();
        this.use = use;
        this.call = new HttpCall(request);
        if (use.bodyPart().isEmpty()) {
            throw new IllegalArgumentException(
                    "body: \"\" (expected: what an answer has in it while somebody uses it)");
        }
    }

    @Override
    public Activity look(Duration timeout) throws InterruptedException {
        try {
            return call.within(timeout, this::judge);
        } catch (UnreachedException e) {
            return Activity.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Activity judge(HttpAnswer answer) throws IOException {
        if (!use.accepts(answer.status())) {
            answer.drain();
            return Activity.unknown("status " + answer.status() + " from " + target);
        }
        return answer.body().contains(use.bodyPart())
                ? Activity.used("the body from " + target)
                : Activity.idle("the body from " + target);
    }

    @Override
    public String toString() {
        return "http " + target;
    }
}
