package kz.nusqau.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import kz.nusqau.simulator.smsc.Account;
import kz.nusqau.simulator.smsc.Outbind;
import kz.nusqau.simulator.smsc.SmscBuilder;
import kz.nusqau.simulator.smsc.UssdStyle;
import kz.nusqau.simulator.smsc.VendorProfile;

/**
 * What the simulator is started with.
 *
 * @param smppPort 0 takes a free one, as do {@code httpPort} and {@code secondSmppPort}
 * @param secondSmppPort of another operator's SMSC, of another make; empty starts none
 * @param accounts who may bind at the SMSC
 * @param smscSettings further settings of the SMSC: window, redelivery, rate, recording
 * @param booksFolder where the sandboxes keep their books over restarts; empty keeps them in memory
 */
public record SimulatorOptions(
        String host,
        int smppPort,
        OptionalInt secondSmppPort,
        int httpPort,
        List<Account> accounts,
        VendorProfile vendor,
        Secrets secrets,
        Optional<Path> booksFolder,
        UnaryOperator<SmscBuilder> smscSettings) {

    /** Who gets what phones dial; with password {@code secret}. */
    public static final String USSD_ACCOUNT = "hub-ussd";

    /** What the hub must know to be served by the sandboxes. */
    public record Secrets(
            String billingToken,
            String emoneyClient,
            String wooppaySecret,
            String kazeuromobileSecret,
            String bankToken) {

        @Override
        public String toString() {
            return "Secrets[" + emoneyClient + "]";
        }
    }

    /** For a simulator that nobody but this machine reaches. */
    private static final Secrets LOCAL =
            new Secrets(
                    "billing-demo-token",
                    "hub",
                    "wooppay-demo-secret",
                    "kazeuromobile-demo-secret",
                    "bank-demo-token");

    public SimulatorOptions {
        accounts = List.copyOf(accounts);
        requirePort("smpp-port", smppPort);
        secondSmppPort.ifPresent(port -> requirePort("second-smpp-port", port));
        requirePort("http-port", httpPort);
    }

    /** Loopback, free ports, one account {@code hub} with password {@code secret}. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                0,
                List.of(Account.of("hub", "secret")),
                VendorProfile.STANDARD,
                LOCAL,
                Optional.empty(),
                UnaryOperator.identity());
    }

    public SimulatorOptions withPorts(int smpp, int http) {
        return new SimulatorOptions(
                host,
                smpp,
                secondSmppPort,
                http,
                accounts,
                vendor,
                secrets,
                booksFolder,
                smscSettings);
    }

    /** With the SMSC of another operator, and its subscribers, 7705…. */
    public SimulatorOptions withSecondOperator(int smpp) {
        return new SimulatorOptions(
                host,
                smppPort,
                OptionalInt.of(smpp),
                httpPort,
                accounts,
                vendor,
                secrets,
                booksFolder,
                smscSettings);
    }

    public SimulatorOptions withHost(String newHost) {
        return new SimulatorOptions(
                newHost,
                smppPort,
                secondSmppPort,
                httpPort,
                accounts,
                vendor,
                secrets,
                booksFolder,
                smscSettings);
    }

    public SimulatorOptions withAccounts(List<Account> newAccounts) {
        return new SimulatorOptions(
                host,
                smppPort,
                secondSmppPort,
                httpPort,
                newAccounts,
                vendor,
                secrets,
                booksFolder,
                smscSettings);
    }

    public SimulatorOptions withVendor(VendorProfile newVendor) {
        return new SimulatorOptions(
                host,
                smppPort,
                secondSmppPort,
                httpPort,
                accounts,
                newVendor,
                secrets,
                booksFolder,
                smscSettings);
    }

    public SimulatorOptions withSecrets(Secrets newSecrets) {
        return new SimulatorOptions(
                host,
                smppPort,
                secondSmppPort,
                httpPort,
                accounts,
                vendor,
                newSecrets,
                booksFolder,
                smscSettings);
    }

    public SimulatorOptions withBooksFolder(Path folder) {
        return new SimulatorOptions(
                host,
                smppPort,
                secondSmppPort,
                httpPort,
                accounts,
                vendor,
                secrets,
                Optional.of(folder),
                smscSettings);
    }

    /** For what has no option here: window, redelivery, recording and so on. */
    public SimulatorOptions withSmsc(UnaryOperator<SmscBuilder> settings) {
        return new SimulatorOptions(
                host,
                smppPort,
                secondSmppPort,
                httpPort,
                accounts,
                vendor,
                secrets,
                booksFolder,
                settings);
    }

    /**
     * Reads {@code --name=value} arguments.
     *
     * @throws IllegalArgumentException naming what is wrong and what is possible
     */
    static SimulatorOptions parse(String... arguments) {
        var options = defaults().withPorts(2775, 8090);
        var accounts = new ArrayList<Account>();
        for (var argument : arguments) {
            var nameAndValue = argument.split("=", 2);
            if (nameAndValue.length < 2) {
                throw new IllegalArgumentException(argument + ": expected --name=value");
            }
            var value = nameAndValue[1];
            switch (nameAndValue[0]) {
                case "--host" -> options = options.withHost(value);
                case "--smpp-port" ->
                        options = options.withPorts(number("port", value), options.httpPort());
                case "--second-smpp-port" ->
                        options = options.withSecondOperator(number("port", value));
                case "--http-port" ->
                        options = options.withPorts(options.smppPort(), number("port", value));
                case "--account" -> accounts.add(account(value));
                case "--vendor" -> options = options.withVendor(vendor(value));
                case "--window" -> {
                    int window = number("window", value);
                    var others = options.smscSettings();
                    options = options.withSmsc(builder -> others.apply(builder).window(window));
                }
                case "--ussd" -> {
                    var style = ussdStyle(value);
                    var others = options.smscSettings();
                    options =
                            options.withSmsc(
                                    builder ->
                                            others.apply(builder)
                                                    .ussd(USSD_ACCOUNT, "secret", style));
                }
                case "--outbind" -> {
                    var esme = outbind(value);
                    var others = options.smscSettings();
                    options = options.withSmsc(builder -> others.apply(builder).outbind(esme));
                }
                case "--books" -> options = options.withBooksFolder(Path.of(value));
                default ->
                        throw new IllegalArgumentException(
                                argument
                                        + ": unknown; there are --host, --smpp-port,"
                                        + " --second-smpp-port, --http-port, --account, --vendor,"
                                        + " --window,"
                                        + " --ussd, --outbind, --books");
            }
        }
        return accounts.isEmpty() ? options : options.withAccounts(accounts);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " " + value + ": expected a number", e);
        }
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " " + port + ": expected 0 to 65535");
        }
    }

    /** {@code id:password}, optionally {@code :7701,9909}. */
    private static Account account(String value) {
        var parts = value.split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    "--account=" + parts[0] + ": expected id:password or id:password:7701,9909");
        }
        var addresses = parts.length == 3 ? parts[2].split(",") : new String[0];
        return Account.of(parts[0], parts[1], addresses);
    }

    /** {@code host:port:system-id:password}. */
    private static Outbind outbind(String value) {
        var parts = value.split(":", 4);
        if (parts.length < 4) {
            throw new IllegalArgumentException(
                    "--outbind=" + value + ": expected host:port:system-id:password");
        }
        return new Outbind(parts[0], number("port", parts[1]), parts[2], parts[3]);
    }

    private static UssdStyle ussdStyle(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "standard" -> UssdStyle.STANDARD;
            case "hexadecimal" -> UssdStyle.HEXADECIMAL;
            case "dialogue-id" -> UssdStyle.DIALOGUE_ID;
            case "message-reference" -> UssdStyle.MESSAGE_REFERENCE;
            default ->
                    throw new IllegalArgumentException(
                            "--ussd="
                                    + value
                                    + ": there are standard, hexadecimal, dialogue-id,"
                                    + " message-reference");
        };
    }

    private static VendorProfile vendor(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "standard" -> VendorProfile.STANDARD;
            case "hex-then-decimal" -> VendorProfile.HEX_THEN_DECIMAL;
            case "decimal-then-hex" -> VendorProfile.DECIMAL_THEN_HEX;
            case "latin1-default" -> VendorProfile.LATIN1_DEFAULT;
            default ->
                    throw new IllegalArgumentException(
                            "--vendor="
                                    + value
                                    + ": there are standard, hex-then-decimal, decimal-then-hex,"
                                    + " latin1-default");
        };
    }
}
