package kz.nusqau.simulator;

import java.util.Map;
import java.util.Optional;
import kz.nusqau.simulator.bank.BankSandbox;

/** The broker whose queues the banks serve, as the environment names it. */
record BankBroker(String url, Login kaspi, Login halyk, boolean settlingAtOnce) {

    private static final String PREFIX = "SIMULATOR_";

    /** Who a bank is at the broker. */
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Empty without {@code SIMULATOR_BROKER_URL}. */
    static Optional<BankBroker> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(PREFIX + "BROKER_URL"))
                .map(
                        url ->
                                new BankBroker(
                                        url,
                                        login("kaspi", environment),
                                        login("halyk", environment),
                                        !"false"
                                                .equals(
                                                        environment.get(
                                                                PREFIX + "SETTLE_AT_ONCE"))));
    }

    private static Login login(String bank, Map<String, String> environment) {
        String name = PREFIX + bank.toUpperCase(java.util.Locale.ROOT);
        String password = environment.get(name + "_PASSWORD");
        if (password == null) {
            throw new IllegalArgumentException(
                    PREFIX + "BROKER_URL is set, so set " + name + "_PASSWORD too");
        }
        return new Login(environment.getOrDefault(name + "_USER", "bank-" + bank), password);
    }

    void connect(Simulator simulator) {
        connect(simulator.kaspi(), kaspi);
        connect(simulator.halyk(), halyk);
    }

    private void connect(BankSandbox bank, Login login) {
        bank.settlingAtOnce(settlingAtOnce).keepConnecting(url, login.user(), login.password());
    }
}
