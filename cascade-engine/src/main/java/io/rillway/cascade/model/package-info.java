// SPDX-License-Identifier: Apache-2.0
/** What is orchestrated: resources, their graph, requests, steps, records and outcomes. */
@NullMarked
package io.rillway.cascade.model;

import org.jspecify.annotations.NullMarked;
