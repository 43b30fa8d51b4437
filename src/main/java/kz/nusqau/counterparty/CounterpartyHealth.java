package kz.nusqau.counterparty;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import kz.nusqau.counterparty.wire.Counterparty;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * A counterparty as its circuit breakers see it. One that rests is out of service, not down: the
 * hub itself works, and its commands wait.
 */
final class CounterpartyHealth implements HealthIndicator {

    private final Counterparty counterparty;

    CounterpartyHealth(Counterparty counterparty) {
        this.counterparty = counterparty;
    }

    @Override
    public Health health() {
        return Health.status(status(counterparty.breaker()))
                .withDetail("commands", counterparty.breaker().getState())
                .withDetail("commandFailures", rate(counterparty.breaker()))
                .withDetail("lookups", counterparty.lookupBreaker().getState())
                .withDetail("lookupFailures", rate(counterparty.lookupBreaker()))
                .build();
    }

    private static Status status(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> Status.OUT_OF_SERVICE;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> Status.UP;
        };
    }

    private static String rate(CircuitBreaker breaker) {
        float rate = breaker.getMetrics().getFailureRate();
        return rate < 0 ? "too few calls" : Math.round(rate) + " %";
    }
}
