// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import io.rillway.events.TopicSelector;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.config.ServerConfig.Jwt;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token says, and whether that holds here and now. */
final class Claims {

    /** A token that says it is for something else is not for the API (requirements S4-01). */
    private static final Set<String> OTHER_TYPES = Set.of("sse", "refresh", "id");

    private final Jwt jwt;
    private final InstantSource clock;

    Claims(Jwt jwt, InstantSource clock) {
        this.jwt = jwt;
        this.clock = clock;
    }

    boolean hold(JWTClaimsSet set) throws ParseException {
        Instant now = clock.instant();
        return set.getExpirationTime() != null
                && now.isBefore(end(set))
                && !isAfter(set.getNotBeforeTime(), now)
                && !isAfter(set.getIssueTime(), now)
                && jwt.issuer().map(issuer -> issuer.equals(set.getIssuer())).orElse(true)
                && jwt.audience()
                        .map(audience -> set.getAudience().contains(audience))
                        .orElse(true)
                && !OTHER_TYPES.contains(String.valueOf(set.getStringClaim("token_type")));
    }

    private boolean isAfter(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().minus(jwt.clockSkew()).isAfter(now);
    }

    /** {@return when a token is no longer good} */
    Instant end(JWTClaimsSet set) {
        return set.getExpirationTime().toInstant().plus(jwt.clockSkew());
    }

    /** {@return who is asking}; a claim that cannot be read makes nobody of it, rather than somebody with less. */
    Optional<Principal> principal(JWTClaimsSet set) throws ParseException {
        String subject = set.getSubject();
        if (subject == null || !Principal.isName(subject)) {
            return Optional.empty();
        }
        Map<String, Object> rights = set.getJSONObjectClaim(jwt.grantsClaim());
        Set<Role> roles = roles(texts(rights, "roles"));
        List<TopicSelector> publish = selectors(texts(rights, "publish"));
        return Optional.of(new Principal(
                subject,
                roles,
                selectors(texts(rights, "grants")),
                roles.contains(Role.ADMIN) ? List.of(TopicSelector.ALL) : publish));
    }

    private static List<String> texts(@Nullable Map<String, Object> rights, String key) throws ParseException {
        Object value = rights == null ? null : rights.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw new ParseException(key + " (expected: a list of texts)", 0);
        }
        return list.stream().map(String.class::cast).toList();
    }

    private static Set<Role> roles(List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.add(Role.valueOf(name.toUpperCase(Locale.ROOT))));
        return roles;
    }

    private static List<TopicSelector> selectors(List<String> texts) {
        return texts.stream().map(TopicSelector::of).toList();
    }
}
