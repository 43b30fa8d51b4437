package kz.nusqau.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
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
    MeterBinder overdueRefunds(RefundApplications applications) {
        return registry ->
                Gauge.builder(
                                "nusqau.refund-applications.overdue",
                                applications,
                                RefundApplications::overdue)
                        .description("Rests of advances that are refunded too late")
                        .register(registry);
    }

    @Bean
    Recurring appStoreRefunding(AppStoreRefunds refunds) {
        return new Recurring("app-store-refunds", PAUSE, PAUSE, refunds::take);
    }
}
