package kz.nusqau.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.bank.Clearing;
import kz.nusqau.simulator.bank.Profile;
import kz.nusqau.simulator.billing.BillingSandbox;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import kz.nusqau.simulator.handset.HandsetApi;
import kz.nusqau.simulator.handset.HandsetPages;
import kz.nusqau.simulator.handset.Handsets;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscApi;
import kz.nusqau.simulator.smsc.UssdStyle;
import kz.nusqau.simulator.smsc.VendorProfile;
import kz.nusqau.simulator.world.World;

/** The outside world in one process: SMSC, handsets and the sandboxes of the counterparties. */
public final class Simulator implements AutoCloseable {

    /** How long the asynchronous e-money system takes to act on what it took in. */
    private static final Duration ACTS_AFTER = Duration.ofMillis(50);

    // Half of the payment numbers that there are.
    private static final long SECOND_ROW_OF_NUMBERS = 85_000_000;

    private final String host;
    private final Deque<AutoCloseable> open;
    private final World world;
    private final Smsc smsc;
    private final Optional<Smsc> secondSmsc;
    private final Handsets handsets;
    private final WebServer web;
    private final BillingSandbox billing;
    private final EmoneySandbox wooppay;
    private final EmoneySandbox kazeuromobile;
    private final BankSandbox kaspi;
    private final BankSandbox halyk;

    private Simulator(SimulatorOptions options, Deque<AutoCloseable> open) {
        this.open = open;
        host = options.host();
        world = options.secondSmppPort().isPresent() ? World.ofTwoOperators() : World.demo();
        smsc = opened(startSmsc(options, options.smppPort(), options.vendor(), UssdStyle.STANDARD));
        secondSmsc = startSecondSmsc(options);
        web = opened(WebServer.start(host, options.httpPort()));
        handsets = new Handsets(smsc, secondSmsc);
        web.mount("/", new HandsetPages());
        web.mount("/handsets/api", new HandsetApi(handsets));
        web.mount("/smsc/api", new SmscApi(smsc));
        secondSmsc.ifPresent(second -> web.mount("/second-smsc/api", new SmscApi(second)));
        billing = opened(billing(options).mount(web, "/billing"));
        var secrets = options.secrets();
        wooppay =
                opened(emoney("wooppay", secrets.wooppaySecret(), options).mount(web, "/wooppay"));
        kazeuromobile =
                opened(
                        emoney("kazeuromobile", secrets.kazeuromobileSecret(), options)
                                .actingAfter(ACTS_AFTER)
                                .numbersFrom(SECOND_ROW_OF_NUMBERS)
                                .mount(web, "/kazeuromobile"));
        kaspi = opened(bank(Profile.kaspi(), options).mount(web, "/kaspi"));
        halyk = opened(bank(Profile.halyk(), options).mount(web, "/halyk"));
        opened(Clearing.between(kaspi, halyk));
    }

    /** Starts everything, or nothing: what was already open is closed when a part fails. */
    public static Simulator start(SimulatorOptions options) {
        var open = new ArrayDeque<AutoCloseable>();
        try {
            return new Simulator(options, open);
        } catch (RuntimeException e) {
            closeAll(open);
            throw e;
        }
    }

    /** Of another make, so that nobody takes the ways of one for a law. */
    private Optional<Smsc> startSecondSmsc(SimulatorOptions options) {
        return options.secondSmppPort().isPresent()
                ? Optional.of(
                        opened(
                                startSmsc(
                                        options,
                                        options.secondSmppPort().getAsInt(),
                                        VendorProfile.HEX_THEN_DECIMAL,
                                        UssdStyle.MESSAGE_REFERENCE)))
                : Optional.empty();
    }

    private static Smsc startSmsc(
            SimulatorOptions options, int port, VendorProfile vendor, UssdStyle ussd) {
        var builder =
                Smsc.builder()
                        .host(options.host())
                        .port(port)
                        .vendor(vendor)
                        .ussd(SimulatorOptions.USSD_ACCOUNT, "secret", ussd);
        options.accounts().forEach(builder::account);
        return options.smscSettings().apply(builder).start();
    }

    private BillingSandbox.Builder billing(SimulatorOptions options) {
        var builder = BillingSandbox.of(world).token(options.secrets().billingToken());
        books(options, "billing").ifPresent(builder::books);
        return builder;
    }

    private EmoneySandbox.Builder emoney(String name, String secret, SimulatorOptions options) {
        var builder =
                EmoneySandbox.of(name, world).client(options.secrets().emoneyClient(), secret);
        books(options, name).ifPresent(builder::books);
        return builder;
    }

    private BankSandbox.Builder bank(Profile profile, SimulatorOptions options) {
        var builder = BankSandbox.of(profile, world).token(options.secrets().bankToken());
        books(options, profile.id()).ifPresent(builder::books);
        return builder;
    }

    private static Optional<Path> books(SimulatorOptions options, String name) {
        return options.booksFolder().map(folder -> created(folder).resolve(name + ".jsonl"));
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for books, " + folder, e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    public Smsc smsc() {
        return smsc;
    }

    /** The other operator's; empty where the options ask for none. */
    public Optional<Smsc> secondSmsc() {
        return secondSmsc;
    }

    public Handsets handsets() {
        return handsets;
    }

    public World world() {
        return world;
    }

    public BillingSandbox billing() {
        return billing;
    }

    public EmoneySandbox wooppay() {
        return wooppay;
    }

    public EmoneySandbox kazeuromobile() {
        return kazeuromobile;
    }

    /** Serves nobody until it is connected with a broker. */
    public BankSandbox kaspi() {
        return kaspi;
    }

    /** Serves nobody until it is connected with a broker. */
    public BankSandbox halyk() {
        return halyk;
    }

    public int smppPort() {
        return smsc.port();
    }

    public int httpPort() {
        return web.port();
    }

    /** The handset page; the sandboxes are under their names: {@code billing}, {@code kaspi}. */
    public String url() {
        return "http://" + host + ":" + httpPort() + "/";
    }

    @Override
    public void close() {
        closeAll(open);
    }

    /** Closes every part, also after one that fails to. */
    private static void closeAll(Deque<AutoCloseable> open) {
        var failure = new IllegalStateException("a part of the simulator does not close");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    public static void main(String... arguments) throws InterruptedException {
        SimulatorOptions options;
        Optional<BankBroker> broker;
        try {
            options = SimulatorOptions.parse(arguments);
            broker = BankBroker.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        var simulator = start(options);
        broker.ifPresent(found -> found.connect(simulator));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-close"));
        simulator
                .secondSmsc()
                .ifPresent(
                        second ->
                                System.out.printf(
                                        "SMSC     %s:%d, the second operator's%n",
                                        options.host(), second.port()));
        System.out.printf(
                "SMSC     %s:%d, accounts %s%nHandsets %s%nBilling  %sbilling/%n"
                        + "Wooppay  %swooppay/%nKazeuromobile %skazeuromobile/%n",
                options.host(),
                simulator.smppPort(),
                options.accounts().stream().map(account -> account.systemId()).toList(),
                simulator.url(),
                simulator.url(),
                simulator.url(),
                simulator.url());
        Thread.currentThread().join();
    }
}
