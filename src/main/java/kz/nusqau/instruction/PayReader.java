package kz.nusqau.instruction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.MoneyReader.Wanted;
import kz.nusqau.shared.Language;

/** Payments to providers, once or every month. */
final class PayReader {

    private final Map<String, ProviderShape> providers;
    private final MoneyReader money;

    PayReader(Vocabulary vocabulary, MoneyReader money) {
        var byCode = new LinkedHashMap<String, ProviderShape>();
        vocabulary.providers().forEach(provider -> byCode.put(provider.code(), provider));
        this.providers = byCode;
        this.money = money;
    }

    Reading pay(Arguments arguments, Language guess) {
        return read(Command.PAY, arguments, guess);
    }

    Reading autopay(Arguments arguments, Language guess) {
        if (arguments.onlyFillers()) {
            return new Reading.Understood(new Instruction.AutopayList(), guess);
        }
        if (!arguments.takeAll(Sense.Stop.class).isEmpty()) {
            return stop(arguments, guess);
        }
        return read(Command.AUTOPAY, arguments, guess);
    }

    private Reading stop(Arguments arguments, Language guess) {
        var rest = arguments.without(Sense.Filler.class::isInstance).items();
        if (rest.size() == 1
                && rest.getFirst() instanceof Item.Figure figure
                && figure.raw().length() <= 4) {
            int number = Integer.parseInt(figure.raw());
            return new Reading.Understood(new Instruction.AutopayStop(number), guess);
        }
        return new Reading.Incomplete(
                Command.AUTOPAY, Field.AUTOPAY_NUMBER, Optional.empty(), guess);
    }

    private Reading read(Command command, Arguments arguments, Language guess) {
        Account source = arguments.takeSource();
        arguments.without(sense -> sense.equals(new Sense.Run(Command.PAY)));
        List<Sense.Provider> named = arguments.takeAll(Sense.Provider.class);
        if (named.size() != 1) {
            return withoutProvider(command, arguments, named, guess);
        }
        var provider = providers.get(named.getFirst().code());
        if (provider == null) {
            throw new IllegalStateException("a word names no provider: " + named.getFirst());
        }
        boolean monthly = command == Command.AUTOPAY;
        return money.read(
                new Wanted(
                        command,
                        Optional.of(provider.code()),
                        provider.requisites(),
                        provider.amountStated(),
                        monthly,
                        "KZT",
                        filling -> instruction(provider, filling, source, monthly)),
                arguments,
                guess);
    }

    /** A payee is never guessed: an unknown word is shown back, a missing one asked for. */
    private Reading withoutProvider(
            Command command, Arguments arguments, List<Sense.Provider> named, Language guess) {
        var stray = arguments.leftOver("KZT");
        if (named.isEmpty() && stray == null) {
            return new Reading.Incomplete(command, Field.PROVIDER, Optional.empty(), guess);
        }
        String given = named.isEmpty() && stray != null ? stray.raw() : named.get(1).code();
        return new Reading.Invalid(
                command, Field.PROVIDER, Optional.empty(), Shown.word(given), guess);
    }

    private static Instruction instruction(
            ProviderShape provider, Slots.Filling filling, Account source, boolean monthly) {
        var requisites = new LinkedHashMap<String, String>();
        for (int i = 0; i < provider.requisites().size(); i++) {
            requisites.put(provider.requisites().get(i).name(), filling.requisites().get(i));
        }
        var pay = new Instruction.Pay(provider.code(), requisites, filling.amount(), source);
        return monthly ? new Instruction.AutopaySet(pay, filling.day()) : pay;
    }
}
