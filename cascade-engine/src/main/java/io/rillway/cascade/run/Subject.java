// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.Scope;

/** What a cascade is about. */
record Subject(Ledger ledger, Scribe scribe, ResourceGraph graph, Scope scope) {

    String id() {
        return ledger.id();
    }

    Action action() {
        return ledger.order().request().action();
    }

    String target() {
        return ledger.order().request().resourceId();
    }

    CascadeOptions options() {
        return ledger.order().request().options();
    }

    OnFailure onFailure() {
        return options().onFailure().orElse(action() == Action.START ? OnFailure.FAIL_FAST : OnFailure.CONTINUE);
    }
}
