package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import kz.nusqau.sms.smpp.BindType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SmppPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withUserConfiguration(Properties.class)
                    .withPropertyValues(
                            "nusqau.smpp.binds[0].id=kcell",
                            "nusqau.smpp.binds[0].host=smsc.example",
                            "nusqau.smpp.binds[0].port=2775",
                            "nusqau.smpp.binds[0].system-id=hub");

    @Test
    void needsLittleAndHasDefaultsForTheRest() {
        runner.run(
                context -> {
                    var bind = context.getBean(SmppProperties.class).binds().getFirst();
                    assertThat(bind.linkName()).isEqualTo("kcell");
                    assertThat(bind.type()).isEqualTo(BindType.TRX);
                    assertThat(bind.sessions()).isOne();
                    assertThat(bind.tls()).isFalse();
                });
    }

    @Test
    void runsWithoutAnyBind() {
        new ApplicationContextRunner()
                .withUserConfiguration(Properties.class)
                .run(
                        context ->
                                assertThat(context.getBean(SmppProperties.class).binds())
                                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binds[0].id=Kcell KZ          | lower-case letters
                    binds[0].host=                | host
                    binds[0].port=0               | port
                    binds[0].system-id=a-name-longer-than-15 | at most 15
                    binds[0].type=both            | type
                    binds[0].sessions=0           | sessions
                    binds[0].window=0             | window
                    binds[0].rate=-1              | rate
                    binds[0].vendor-profile=acme  | vendor-profile
                    vendor-profiles.x.default-alphabet=ebcdic | default-alphabet
                    vendor-profiles.x.receipt-zone=Almaty     | receipt-zone
                    """)
    void refusesWhatCannotBeMeant(String setting, String named) {
        runner.withPropertyValues("nusqau.smpp." + setting)
                .run(
                        context -> {
                            assertThat(context).hasFailed();
                            assertThat(context.getStartupFailure()).hasStackTraceContaining(named);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binds[1].link=other  | its link that of a bind for texts
                    binds[1].type=tx     | type trx
                    """)
    void wantsATextLinkForABindOfAUssdGateway(String setting, String named) {
        var gateway =
                runner.withPropertyValues(
                        "nusqau.smpp.binds[1].id=kcell-ussd",
                        "nusqau.smpp.binds[1].link=kcell",
                        "nusqau.smpp.binds[1].ussd=its-session-info",
                        "nusqau.smpp.binds[1].host=smsc.example",
                        "nusqau.smpp.binds[1].port=2775",
                        "nusqau.smpp.binds[1].system-id=hub");

        gateway.run(context -> assertThat(context).hasNotFailed());
        gateway.withPropertyValues("nusqau.smpp." + setting)
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining(named));
    }

    @Test
    void letsOneBindCarryTextsAndDialogues() {
        var shared = runner.withPropertyValues("nusqau.smpp.binds[0].ussd-with-texts=true");

        shared.withPropertyValues("nusqau.smpp.binds[0].ussd=its-session-info")
                .run(context -> assertThat(context).hasNotFailed());
        shared.run(
                context ->
                        assertThat(context.getStartupFailure())
                                .hasStackTraceContaining("ussd-with-texts says nothing"));
    }

    @Test
    void refusesTwoBindsOfOneName() {
        runner.withPropertyValues(
                        "nusqau.smpp.binds[1].id=kcell",
                        "nusqau.smpp.binds[1].host=other.example",
                        "nusqau.smpp.binds[1].port=2775",
                        "nusqau.smpp.binds[1].system-id=hub")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .hasStackTraceContaining("same id"));
    }

    @Test
    void knowsAProfileOfTheConfiguration() {
        runner.withPropertyValues(
                        "nusqau.smpp.vendor-profiles.acme.message-ids=hex-then-decimal",
                        "nusqau.smpp.binds[0].vendor-profile=acme")
                .run(
                        context -> {
                            var properties = context.getBean(SmppProperties.class);
                            var profile = properties.profile(properties.binds().getFirst());
                            assertThat(profile.messageIds()).isEqualTo(MessageIds.HEX_THEN_DECIMAL);
                            assertThat(profile.receipts()).isTrue();
                        });
    }

    @EnableConfigurationProperties(SmppProperties.class)
    static class Properties {}
}
