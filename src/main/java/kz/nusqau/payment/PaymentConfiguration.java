package kz.nusqau.payment;

import java.time.Duration;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Bean
    Recurring slowPayments(PaymentSchedules schedules) {
        return new Recurring("slow-payments", PAUSE, PAUSE, schedules::tellOverdue);
    }

    @Bean
    Recurring appStoreRefunding(AppStoreRefunds refunds) {
        return new Recurring("app-store-refunds", PAUSE, PAUSE, refunds::take);
    }
}
