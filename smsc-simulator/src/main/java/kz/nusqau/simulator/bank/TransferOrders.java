package kz.nusqau.simulator.bank;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

/** Takes orders to move money (pain.001), says what became of them, and recalls them. */
final class TransferOrders {

    private static final String NEVER_CAME = "NOOR";

    private final BankBooks books;
    private final Letters letters;

    TransferOrders(BankBooks books, Letters letters) {
        this.books = books;
        this.letters = letters;
    }

    List<String> transfer(BankRequest request, Optional<String> forced, boolean atOnce) {
        var order = order(request.root());
        var requested = LocalDate.parse(request.root().text("PmtInf/ReqdExctnDt/Dt"));
        return switch (books.take(order, requested, forced, atOnce)) {
            case BankBooks.Outcome.IdTaken taken ->
                    List.of(status(request, order, "RJCT", "AM05", Optional.empty()));
            case BankBooks.Outcome.Known(var transfer) when transfer.isSettled() ->
                    List.of(
                            status(request, transfer.as(State.ACSP, transfer.at())),
                            status(request, transfer));
            case BankBooks.Outcome.Known(var transfer) -> List.of(status(request, transfer));
        };
    }

    /** Executes what waited; the news of it. */
    List<String> settle(BankRequest request) {
        return List.of(status(request, books.settle(order(request.root()).endToEndId())));
    }

    /** As if the order were known already. */
    String duplicate(BankRequest request) {
        return status(request, order(request.root()), "RJCT", "DUPL", Optional.empty());
    }

    private static Transfer.Order order(Element root) {
        var info = root.find("PmtInf").orElseThrow();
        var transaction = info.find("CdtTrfTxInf").orElseThrow();
        var amount = transaction.find("Amt/InstdAmt").orElseThrow();
        return new Transfer.Order(
                transaction.text("PmtId/EndToEndId"),
                transaction.text("PmtId/InstrId"),
                info.text("DbtrAcct/Id/IBAN"),
                transaction.text("CdtrAcct/Id/IBAN"),
                Amount.parse(amount.text()),
                amount.currency().orElse(""),
                transaction.text("RmtInf/Ustrd"),
                transaction
                        .find("XchgRateInf")
                        .map(
                                rate ->
                                        new Transfer.Agreed(
                                                rate.text("UnitCcy"),
                                                new BigDecimal(rate.text("XchgRate"))))
                        .orElse(null));
    }

    private String status(BankRequest request, Transfer transfer) {
        return status(
                request,
                transfer.order(),
                transfer.state().name(),
                transfer.reason(),
                transfer.isSettled() ? Optional.of(transfer.reference()) : Optional.empty());
    }

    private String status(
            BankRequest request,
            Transfer.Order order,
            @Nullable String state,
            @Nullable String reason,
            Optional<String> reference) {
        var root = new Element("CstmrPmtStsRpt");
        letters.header(root, "GrpHdr");
        root.in(
                "OrgnlGrpInfAndSts",
                group -> {
                    group.put("OrgnlMsgId", request.id());
                    group.put("OrgnlMsgNmId", letters.version(request.family()));
                });
        root.in(
                "OrgnlPmtInfAndSts",
                payment -> {
                    payment.put("OrgnlPmtInfId", order.endToEndId());
                    payment.in(
                            "TxInfAndSts",
                            info -> {
                                if (!order.instruction().isEmpty()) {
                                    info.put("OrgnlInstrId", order.instruction());
                                }
                                info.put("OrgnlEndToEndId", order.endToEndId());
                                if (state != null) {
                                    info.put("TxSts", state);
                                }
                                if (reason != null) {
                                    String tag =
                                            reason.equals(BankBooks.RATE_CHANGED) ? "Prtry" : "Cd";
                                    info.put("StsRsnInf/Rsn/" + tag, reason);
                                }
                                reference.ifPresent(
                                        given -> {
                                            info.put("AccptncDtTm", letters.now());
                                            info.put("AcctSvcrRef", given);
                                        });
                                if (!order.currency().isEmpty()) {
                                    info.putAmount(
                                            "OrgnlTxRef/Amt/InstdAmt",
                                            order.amount().toString(),
                                            order.currency());
                                }
                            });
                });
        return letters.write(Messages.TRANSFER_STATUS, root);
    }

    /**
     * What the books say of a transfer.
     *
     * @param forced told instead, against the books: NOOR as never come, another reason as refused
     */
    String inquire(BankRequest request, Optional<String> forced) {
        String id = request.root().text("TxInf/OrgnlEndToEndId");
        var unnamed = new Transfer.Order(id, "", "", "", Amount.ZERO, "", "");
        if (forced.isPresent()) {
            @Nullable String state = forced.get().equals(NEVER_CAME) ? null : State.RJCT.name();
            return status(request, unnamed, state, forced.get(), Optional.empty());
        }
        return books.transfer(id)
                .map(found -> status(request, found))
                .orElseGet(() -> status(request, unnamed, null, NEVER_CAME, Optional.empty()));
    }

    String recall(BankRequest request) {
        var asked = request.root().find("Undrlyg/TxInf").orElseThrow();
        String id = asked.text("OrgnlEndToEndId");
        Optional<Transfer> found = books.recall(id);
        boolean recalled = found.filter(each -> each.state() == State.CANC).isPresent();
        var root = new Element("RsltnOfInvstgtn");
        root.in(
                "Assgnmt",
                assignment -> {
                    assignment.put("Id", letters.nextId());
                    letters.parties(assignment);
                    assignment.put("CreDtTm", letters.now());
                });
        root.put("Sts/Conf", recalled ? "CNCL" : "RJCR");
        root.in(
                "CxlDtls/TxInfAndSts",
                info -> {
                    info.put("CxlStsId", asked.text("CxlId"));
                    info.put("OrgnlEndToEndId", id);
                    info.put("TxCxlSts", recalled ? "ACCR" : "RJCR");
                    if (!recalled) {
                        info.put("CxlStsRsnInf/Rsn/Cd", found.isEmpty() ? "NOOR" : "CUST");
                    }
                });
        return letters.write(Messages.RECALL_ANSWER, root);
    }
}
