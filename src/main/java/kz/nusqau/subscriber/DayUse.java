package kz.nusqau.subscriber;

import kz.nusqau.shared.Money;

/** What a subscriber's day has used so far. */
public record DayUse(Money amount, int operations) {}
