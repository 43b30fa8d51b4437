package kz.nusqau.counterparty.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one counterparty is reached and how patient the hub is with it.
 *
 * @param url with the base path: {@code https://host/billing}; of a bank its queue: {@code
 *     jms:queue:bank.kaspi.requests}
 * @param callbackUrl where it tells outcomes of its own accord, as it reaches our {@code
 *     /callbacks/<id>}; port 0 stands for the one this hub listens on. Without it the hub only
 *     asks.
 * @param token bearer token, of billing
 * @param clientId who we are, at an e-money system
 * @param secret signs requests and answers, at an e-money system
 * @param answerTimeout from the first byte sent to the last one received
 * @param lookupTimeout for a look-up as a whole, waiting included
 * @param concurrentCalls commands under way at once; a further one waits in its queue
 * @param concurrentInquiries status inquiries under way at once
 * @param concurrentLookups look-ups under way at once; without it as many as {@link
 *     #lookupsAtOnce()} says
 * @param processingWindow how long a request may be on its way after we gave up: until then "not
 *     found" means nothing
 * @param providers codes of the providers it serves, of an e-money system; empty means all
 * @param bank what only banks have
 */
public record CounterpartySettings(
        @NotNull Kind kind,
        @NotNull URI url,
        @Nullable URI callbackUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String clientId,
        @DefaultValue("") String secret,
        @NotNull @DurationMin(millis = 1) @DefaultValue("1s") Duration connectTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration answerTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("3s") Duration lookupTimeout,
        @Min(1) @Max(1_000) @DefaultValue("64") int concurrentCalls,
        @Min(1) @Max(1_000) @DefaultValue("8") int concurrentInquiries,
        @Min(1) @Max(1_000) @Nullable Integer concurrentLookups,
        @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration processingWindow,
        @Valid @DefaultValue Inquiry inquiry,
        @Valid @DefaultValue Breaker circuitBreaker,
        @DefaultValue Set<String> providers,
        @Valid @DefaultValue Bank bank) {

    private static final String QUEUE = "jms:queue:";
    private static final int LOOKUPS = 4;
    private static final int EMONEY_LOOKUPS = 32;

    public CounterpartySettings {
        providers = Set.copyOf(providers);
        if (kind == Kind.BILLING && token.isBlank()) {
            throw new IllegalArgumentException("billing needs its bearer token: set token");
        }
        if (kind == Kind.EMONEY && (clientId.isBlank() || secret.isBlank())) {
            throw new IllegalArgumentException(
                    "an e-money system needs the identity we sign with: set client-id and secret");
        }
        if (kind == Kind.BANK) {
            requireBank(url, bank);
        } else {
            requireHttp("url", url);
        }
        requireHttp("callback-url", callbackUrl);
    }

    private static void requireHttp(String key, @Nullable URI url) {
        if (url != null && (url.getHost() == null || !isHttp(url))) {
            throw new IllegalArgumentException(
                    key + " is http:// or https:// with a host, not " + url);
        }
    }

    private static void requireBank(URI url, Bank bank) {
        if (url != null && !url.toString().matches(QUEUE + "[\\w.-]+")) {
            throw new IllegalArgumentException(
                    "url of a bank is its queue, jms:queue:bank.kaspi.requests, not " + url);
        }
        if (!bank.bic().matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
            throw new IllegalArgumentException("a bank has its BIC in bank.bic");
        }
    }

    /**
     * One of billing or of a bank carries many questions; an e-money system is asked about each
     * payment alone, and four at a time would be eighty a second where an answer takes 50 ms.
     */
    public int lookupsAtOnce() {
        if (concurrentLookups != null) {
            return concurrentLookups;
        }
        return kind == Kind.EMONEY ? EMONEY_LOOKUPS : LOOKUPS;
    }

    /** A bank's queue for requests. */
    public String queue() {
        return url.toString().substring(QUEUE.length());
    }

    private static boolean isHttp(URI url) {
        return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    }

    /** The contracts we speak. */
    public enum Kind {
        BILLING,
        EMONEY,
        BANK
    }

    /**
     * What only banks have.
     *
     * @param bic of the bank
     * @param messages versions of ISO 20022 messages that differ from the set of 2019: {@code
     *     camt.052.001.13}
     * @param settlementAccount IBAN of the operator's account there
     * @param statementsUrl where its end-of-day files are fetched, with {@code token}: the base of
     *     {@code /v1/reports/<date>}; without it there are none
     * @param operationalDay when it takes and executes orders
     * @param finalStatus that of an order which can't fail any more, as agreed with the bank:
     *     {@code ACSC}, our account is debited, or {@code ACCC}, the payee's is credited
     */
    public record Bank(
            @DefaultValue("") String bic,
            @DefaultValue Set<String> messages,
            @DefaultValue("") String settlementAccount,
            @Nullable URI statementsUrl,
            @Valid @DefaultValue Hours operationalDay,
            @DefaultValue("ACSC") @Pattern(regexp = "ACSC|ACCC") String finalStatus) {

        public Bank {
            messages = Set.copyOf(messages);
            requireHttp("bank.statements-url", statementsUrl);
            if (statementsUrl != null && settlementAccount.isEmpty()) {
                throw new IllegalArgumentException(
                        "statements are of an account: set bank.settlement-account to its IBAN");
            }
            if (!settlementAccount.isEmpty()
                    && !settlementAccount.matches("KZ\\d{5}[A-Z0-9]{13}")) {
                throw new IllegalArgumentException(
                        "bank.settlement-account is an IBAN, not " + settlementAccount);
            }
        }

        /** Of a counterparty that is none. */
        public static Bank none() {
            return new Bank("", Set.of(), "", null, Hours.usual(), "ACSC");
        }
    }

    /**
     * A bank's operational day, in Almaty.
     *
     * @param cutOff an order that comes then or later belongs to the next day
     * @param holidays file of dates with names, {@code classpath:} or {@code file:}
     */
    public record Hours(
            @NotNull @DefaultValue("17:00") LocalTime cutOff,
            @NotEmpty @DefaultValue({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"})
                    Set<DayOfWeek> workingDays,
            @NotBlank @DefaultValue("classpath:calendar/kazakhstan.yaml") String holidays) {

        public Hours {
            workingDays = Set.copyOf(workingDays);
        }

        /** From Monday to Friday until 17:00. */
        public static Hours usual() {
            return new Hours(
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    "classpath:calendar/kazakhstan.yaml");
        }
    }

    /**
     * How the status of an unknown command is asked for.
     *
     * @param first wait before the first inquiry
     * @param multiplier of each further wait; every wait varies by a fifth
     * @param longest the wait grows no further
     * @param giveUpAfter then a person decides; with time left to charge what billing holds
     */
    public record Inquiry(
            @NotNull @DurationMin(millis = 1) @DefaultValue("1s") Duration first,
            @Min(1) @DefaultValue("2") double multiplier,
            @NotNull @DurationMin(millis = 1) @DefaultValue("5m") Duration longest,
            @NotNull @DurationMin(millis = 1) @DefaultValue("20h") Duration giveUpAfter) {

        public Duration wait(int inquiriesSoFar) {
            double grown = first.toMillis() * Math.pow(multiplier, Math.min(inquiriesSoFar, 60));
            return Duration.ofMillis((long) Math.min(grown, (double) longest.toMillis()));
        }
    }

    /**
     * When a counterparty counts as dead, and how it is tried again.
     *
     * @param window calls that are looked at
     * @param minimumCalls fewer decide nothing
     * @param failureRate per cent without a usable answer that open it
     * @param slowCall an answer after this is slow
     * @param slowRate per cent of slow answers that open it
     * @param openFor nothing is sent meanwhile
     * @param trials calls that decide afterwards
     */
    public record Breaker(
            @Min(1) @DefaultValue("50") int window,
            @Min(1) @DefaultValue("10") int minimumCalls,
            @Min(1) @Max(100) @DefaultValue("50") int failureRate,
            @NotNull @DefaultValue("4s") Duration slowCall,
            @Min(1) @Max(100) @DefaultValue("90") int slowRate,
            @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration openFor,
            @Min(1) @DefaultValue("5") int trials) {}
}
