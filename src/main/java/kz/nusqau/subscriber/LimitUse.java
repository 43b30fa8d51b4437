package kz.nusqau.subscriber;

import java.time.LocalDate;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;

/**
 * What an instruction takes of its subscriber's day (R-LIM-1).
 *
 * @param day of the calendar of Almaty
 * @param amount without the fee
 * @param dayMaximum the sum that the day may reach
 * @param dayCount how many operations the day may have
 */
public record LimitUse(
        InstructionId instruction,
        SubscriberId subscriber,
        LocalDate day,
        Money amount,
        Money dayMaximum,
        int dayCount) {}
