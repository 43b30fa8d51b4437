package kz.nusqau.simulator.bank;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers messages: {@code src/docs/api/iso20022/README.md}. */
final class BankDesk {

    /** The fault switch of what it tells by itself. */
    static final String NOTICE = "notice";

    static final Set<String> OPERATIONS =
            Set.of(
                    "balance",
                    "statement",
                    "transfer",
                    "inquiry",
                    "check",
                    "recall",
                    "rates",
                    BankPages.REPORT,
                    NOTICE);

    private final Letters letters;
    private final AccountReports reports;
    private final TransferOrders orders;
    private final OwnerReports owners;
    private final RateReports rates;
    private final CreditNotices notices;

    BankDesk(BankBooks books, Clock clock) {
        letters = new Letters(books.profile(), clock);
        reports = new AccountReports(books, letters);
        orders = new TransferOrders(books, letters);
        owners = new OwnerReports(books, letters);
        rates = new RateReports(books, letters);
        notices = new CreditNotices(books, letters);
    }

    BankRequest read(String xml) throws MalformedMessage {
        var read = letters.read(xml);
        String operation =
                switch (read.family()) {
                    case Messages.REPORT_REQUEST ->
                            read.root()
                                            .text("RptgReq/ReqdMsgNmId")
                                            .equals(letters.version(Messages.STATEMENT))
                                    ? "statement"
                                    : "balance";
                    case Messages.TRANSFER -> "transfer";
                    case Messages.STATUS_REQUEST -> "inquiry";
                    case Messages.OWNER_CHECK -> "check";
                    case Messages.RECALL -> "recall";
                    case Messages.RATES_REQUEST -> "rates";
                    default -> throw new MalformedMessage(read.family() + " is an answer");
                };
        return new BankRequest(operation, read.family(), read.root());
    }

    /** Nothing was done. */
    String reject(String reference, String reason, String description) {
        return letters.reject(reference, reason, description);
    }

    /** Carries a request out; the answers in their order. */
    List<String> perform(BankRequest request, Optional<String> forced, boolean atOnce) {
        if (request.operation().equals("transfer")) {
            return orders.transfer(request, forced, atOnce);
        }
        if (request.operation().equals("inquiry")) {
            return List.of(orders.inquire(request, forced));
        }
        if (forced.isPresent()) {
            return List.of(reject(request.id(), forced.get(), "refused by a fault switch"));
        }
        return List.of(
                switch (request.operation()) {
                    case "balance" -> reports.balances(request);
                    case "statement" -> reports.statements(request);
                    case "check" -> owners.check(request);
                    case "recall" -> orders.recall(request);
                    default -> rates.rates(request);
                });
    }

    /** Executes what waited; the news of it. */
    List<String> settle(BankRequest request) {
        return orders.settle(request);
    }

    /** As if the order were known already. */
    String duplicate(BankRequest request) {
        return request.operation().equals("transfer")
                ? orders.duplicate(request)
                : reject(request.id(), "DUPL", "said by a fault switch");
    }

    /** Tells of a credit on an account of this bank; the same credit is told in the same words. */
    Optional<String> notice(Transfer transfer) {
        return notices.of(transfer);
    }
}
