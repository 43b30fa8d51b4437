package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kz.nusqau.instruction.Keyword.Sense;
import org.jspecify.annotations.Nullable;

/** What stands besides the command, taken away piece by piece. */
final class Arguments {

    private final List<Item> items;

    Arguments(List<Item> items) {
        this.items = new ArrayList<>(items);
    }

    List<Item> items() {
        return items;
    }

    /** Forgets words that say nothing here. */
    Arguments without(Predicate<Sense> meaningless) {
        items.removeIf(item -> item instanceof Item.Known known && meaningless.test(known.sense()));
        return this;
    }

    /** Every sense of that kind; the words are taken away. */
    <S extends Sense> List<S> takeAll(Class<S> kind) {
        var taken = new ArrayList<S>();
        items.removeIf(
                item -> {
                    boolean match =
                            item instanceof Item.Known known && kind.isInstance(known.sense());
                    if (match) {
                        taken.add(kind.cast(((Item.Known) item).sense()));
                    }
                    return match;
                });
        return taken.stream().distinct().toList();
    }

    /** The wallet or bank that the last word names, if it does (fillers don't count). */
    Account takeSource() {
        return takeLast(account -> true).orElse(Account.PERSONAL);
    }

    /** The bank that the last word names, if it does. */
    Optional<String> takeBank() {
        return takeLast(Account.Bank.class::isInstance)
                .map(account -> ((Account.Bank) account).code());
    }

    private Optional<Account> takeLast(Predicate<Account> wanted) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (Item.isFiller(items.get(i))) {
                continue;
            }
            var account = account(items.get(i)).filter(wanted);
            if (account.isPresent()) {
                items.remove(i);
            }
            return account;
        }
        return Optional.empty();
    }

    static Optional<Account> account(Item item) {
        if (item instanceof Item.Known known) {
            return switch (known.sense()) {
                case Sense.Wallet wallet -> Optional.of(Account.WALLET);
                case Sense.Bank bank -> Optional.of(new Account.Bank(bank.code()));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    boolean hasFigures() {
        return items.stream().anyMatch(Item.Figure.class::isInstance);
    }

    /** The first word that is neither number, that currency nor filler. */
    @Nullable Item leftOver(String currency) {
        for (Item item : items) {
            boolean expected =
                    item instanceof Item.Figure
                            || Item.isFiller(item)
                            || (item instanceof Item.Known known
                                    && known.sense().equals(new Sense.Currency(currency)));
            if (!expected) {
                return item;
            }
        }
        return null;
    }

    boolean namesOnlyAnAccount() {
        return items.stream().allMatch(item -> Item.isFiller(item) || account(item).isPresent());
    }

    boolean onlyFillers() {
        return items.stream().allMatch(Item::isFiller);
    }
}
