package kz.nusqau.counterparty.bank;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.Exchange;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.bank.BankLines.Line;
import kz.nusqau.counterparty.bank.BankLines.Meaning;
import kz.nusqau.counterparty.wire.CounterpartyClient;
import kz.nusqau.counterparty.wire.Excerpt;
import kz.nusqau.counterparty.wire.SendResult;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.shared.RefusalReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transfers, their recall, and what became of them, in ISO 20022. */
public final class BankClient implements CounterpartyClient {

    private static final Logger LOG = LoggerFactory.getLogger(BankClient.class);

    private static final String NEVER_CAME = "NOOR";

    private final BankLines lines;
    private final Line line;
    private final Messages messages;
    private final String bic;
    private final OperationalDay day;
    private final OrderStatuses statuses;
    private final Clock clock;

    public BankClient(BankLines lines, BankSettings settings, Clock clock) {
        this.lines = lines;
        this.line = settings.line();
        this.messages = settings.messages();
        this.bic = settings.bic();
        this.day = settings.day();
        this.statuses = settings.statuses();
        this.clock = clock;
    }

    @Override
    public SendResult send(SentCommand command, BooleanSupplier stillWanted) {
        return switch (command.operation()) {
            case Operation.CreditTransfer transfer -> transfer(command, transfer, stillWanted);
            case Operation.RecallCreditTransfer(CommandKey key) ->
                    recall(command.key(), key, stillWanted);
            case Operation.OfBilling o -> throw notOurs(o);
            case Operation.OfEmoney o -> throw notOurs(o);
        };
    }

    private static IllegalArgumentException notOurs(Operation operation) {
        return new IllegalArgumentException("a bank has no " + operation.name());
    }

    private SendResult transfer(
            SentCommand command, Operation.CreditTransfer transfer, BooleanSupplier stillWanted) {
        String id = MessageIds.of(command.key());
        String xml = line.iso().write(Messages.TRANSFER, order(id, command, transfer));
        var exchange = lines.call(line, xml, true, stillWanted, answer -> meaning(answer, id));
        return switch (exchange) {
            case BankExchange.Answered(var answer) -> sent(id, transfer, answer.root());
            case BankExchange.Rejected(var reason) -> unread(reason);
            case BankExchange.NothingSent(var why) -> new SendResult.NothingSent(why);
            case BankExchange.NotWanted n -> new SendResult.NotNow("too late to send");
            case BankExchange.Working w -> new SendResult.Pending();
            case BankExchange.NoAnswer(var why) ->
                    new SendResult.NoUsableAnswer(Excerpt.of(why), true);
        };
    }

    /** The contract says that nothing was done; what we wrote is at fault, or the bank is. */
    private SendResult unread(String reason) {
        LOG.error("{} turned a message away unread: {}", line.bank(), Excerpt.of(reason));
        return new SendResult.NothingSent("turned away unread: " + Excerpt.of(reason));
    }

    private Element order(String id, SentCommand command, Operation.CreditTransfer transfer) {
        var root = new Element("CstmrCdtTrfInitn");
        root.in(
                "GrpHdr",
                header ->
                        header.put("MsgId", id)
                                .put("CreDtTm", now())
                                .put("NbOfTxs", "1")
                                .put("InitgPty/Nm", BankSettings.OUR_NAME));
        root.in(
                "PmtInf",
                info -> {
                    info.put("PmtInfId", id);
                    info.put("PmtMtd", "TRF");
                    info.put("ReqdExctnDt/Dt", day.valueDate(clock.instant()).toString());
                    info.put("Dbtr/CtctDtls/MobNb", Owners.mobile(command.msisdn()));
                    info.put("DbtrAcct/Id/IBAN", transfer.from());
                    info.put("DbtrAgt/FinInstnId/BICFI", bic);
                    info.in(
                            "CdtTrfTxInf",
                            transaction -> {
                                transaction.in(
                                        "PmtId",
                                        ids ->
                                                ids.put(
                                                                "InstrId",
                                                                MessageIds.ofInstruction(
                                                                        command.key()))
                                                        .put("EndToEndId", id));
                                Amounts.put(transaction, "Amt/InstdAmt", transfer.amount());
                                agreeOnRate(transaction, transfer.exchange());
                                transaction.put("CdtrAcct/Id/IBAN", transfer.to());
                                transaction.put("RmtInf/Ustrd", transfer.purpose());
                            });
                });
        return root;
    }

    private static void agreeOnRate(Element transaction, @Nullable Exchange exchange) {
        if (exchange != null) {
            transaction.in(
                    "XchgRateInf",
                    agreed ->
                            agreed.put("UnitCcy", exchange.unit())
                                    .put("XchgRate", exchange.rate().toPlainString())
                                    .put("RateTp", "AGRD"));
        }
    }

    private Meaning meaning(Iso20022.Read answer, String id) {
        if (!isAbout(answer, id)) {
            return Meaning.NOTHING;
        }
        String status = info(answer.root()).map(info -> info.text("TxSts")).orElse("");
        if (statuses.isDone(status) || statuses.isNotDone(status)) {
            return Meaning.SETTLED;
        }
        return statuses.isUnderWay(status) ? Meaning.WORKING : Meaning.NOTHING;
    }

    /** A code of the ISO, or one that we agreed on with banks. */
    private static String reason(Element info) {
        String code = info.text("StsRsnInf/Rsn/Cd");
        return code.isEmpty() ? info.text("StsRsnInf/Rsn/Prtry") : code;
    }

    private static Optional<Element> info(Element root) {
        return root.find("OrgnlPmtInfAndSts/TxInfAndSts");
    }

    private SendResult sent(String id, Operation.CreditTransfer transfer, Element root) {
        Element info = info(root).orElseThrow();
        String reason = reason(info);
        if (statuses.isNotDone(info.text("TxSts"))) {
            if (BankReasons.isDuplicate(reason)) {
                return new SendResult.KeyKnown("the bank says " + reason);
            }
            return BankReasons.demandsInquiry(reason)
                    ? new SendResult.NoUsableAnswer("the bank says " + reason, true)
                    : new SendResult.Answered(refused(info));
        }
        return speaksOf(transfer, info)
                ? new SendResult.Answered(accepted(id, info))
                : new SendResult.NoUsableAnswer("settled, but another amount", false);
    }

    private static boolean speaksOf(Operation.CreditTransfer transfer, Element info) {
        return info.find("OrgnlTxRef/Amt/InstdAmt")
                .map(amount -> Amounts.is(amount, transfer.amount()))
                .orElse(true);
    }

    private static CommandOutcome accepted(String id, Element info) {
        String reference = info.text("AcctSvcrRef");
        return new CommandOutcome.Accepted(reference.isEmpty() ? id : reference, Map.of());
    }

    private CommandOutcome refused(Element info) {
        String reason = reason(info);
        if (BankReasons.isOurFault(reason)) {
            LOG.error("{} says that we wrote a bad message", line.bank());
        }
        String told = info.text("TxSts") + " " + reason + " " + info.text("StsRsnInf/AddtlInf");
        return new CommandOutcome.Refused(BankReasons.reason(reason), Excerpt.of(told.strip()));
    }

    private SendResult recall(CommandKey key, CommandKey transfer, BooleanSupplier stillWanted) {
        String id = MessageIds.of(key);
        String xml = line.iso().write(Messages.RECALL, recall(id, transfer));
        var exchange =
                lines.call(line, xml, true, stillWanted, answer -> recallMeaning(answer, id));
        return switch (exchange) {
            case BankExchange.Answered(var answer) -> recalled(id, answer.root());
            case BankExchange.Rejected(var reason) -> unread(reason);
            case BankExchange.NothingSent(var why) -> new SendResult.NothingSent(why);
            case BankExchange.NotWanted n -> new SendResult.NotNow("too late to send");
            // The status of its transfer doesn't tell one that is looked into from one that never
            // came, so it may have to be sent again: the id makes it the same.
            case BankExchange.Working w -> new SendResult.NoUsableAnswer("looked into", false);
            case BankExchange.NoAnswer(var why) ->
                    new SendResult.NoUsableAnswer(Excerpt.of(why), true);
        };
    }

    private Element recall(String id, CommandKey transfer) {
        String original = MessageIds.of(transfer);
        var root = new Element("FIToFIPmtCxlReq");
        root.in(
                "Assgnmt",
                assignment ->
                        assignment
                                .put("Id", id)
                                .put("Assgnr/Pty/Nm", BankSettings.OUR_NAME)
                                .put("Assgne/Agt/FinInstnId/BICFI", bic)
                                .put("CreDtTm", now()));
        root.in(
                "Undrlyg/TxInf",
                info -> {
                    info.put("CxlId", id);
                    putOriginal(info, original);
                    info.put("OrgnlEndToEndId", original);
                    info.put("CxlRsnInf/Rsn/Cd", "CUST");
                });
        return root;
    }

    private void putOriginal(Element info, String original) {
        info.in(
                "OrgnlGrpInf",
                group ->
                        group.put("OrgnlMsgId", original)
                                .put("OrgnlMsgNmId", messages.id(Messages.TRANSFER)));
    }

    private static Meaning recallMeaning(Iso20022.Read answer, String id) {
        if (!answer.family().equals(Messages.RECALL_ANSWER)
                || !answer.root().text("CxlDtls/TxInfAndSts/CxlStsId").equals(id)) {
            return Meaning.NOTHING;
        }
        return switch (answer.root().text("CxlDtls/TxInfAndSts/TxCxlSts")) {
            case "ACCR", "RJCR" -> Meaning.SETTLED;
            case "PDCR" -> Meaning.WORKING;
            default -> Meaning.NOTHING;
        };
    }

    private static SendResult recalled(String id, Element root) {
        Element info = root.find("CxlDtls/TxInfAndSts").orElseThrow();
        String reason = info.text("CxlStsRsnInf/Rsn/Cd");
        return new SendResult.Answered(
                info.text("TxCxlSts").equals("ACCR")
                        ? new CommandOutcome.Accepted(id, Map.of())
                        : new CommandOutcome.Refused(RefusalReason.BANK_REFUSED, "RJCR " + reason));
    }

    @Override
    public StatusResult inquire(SentCommand command) {
        return switch (command.operation()) {
            case Operation.CreditTransfer transfer ->
                    status(MessageIds.of(command.key()), transfer);
            case Operation.RecallCreditTransfer(CommandKey key) -> recallStatus(command.key(), key);
            case Operation.OfBilling o -> throw notOurs(o);
            case Operation.OfEmoney o -> throw notOurs(o);
        };
    }

    /** The bank has until the end of the operational day after that of the receipt (R-INS-7). */
    @Override
    public Instant settledBy(SentCommand command, Instant sent) {
        return day.executedBy(sent);
    }

    /** What the bank's books say of a transfer, or why they don't. */
    private sealed interface Books {
        record Say(Element info) implements Books {}

        record Nothing(String why) implements Books {}
    }

    private Books ask(String transfer) {
        String id = MessageIds.next();
        var root = new Element("FIToFIPmtStsReq");
        root.in("GrpHdr", header -> header.put("MsgId", id).put("CreDtTm", now()));
        root.in(
                "TxInf",
                info -> {
                    info.put("StsReqId", id);
                    putOriginal(info, transfer);
                    info.put("OrgnlEndToEndId", transfer);
                });
        String xml = line.iso().write(Messages.STATUS_REQUEST, root);
        var exchange =
                lines.call(
                        line,
                        xml,
                        false,
                        () -> true,
                        answer -> isAbout(answer, transfer) ? Meaning.SETTLED : Meaning.NOTHING);
        return switch (exchange) {
            case BankExchange.Answered(var answer) ->
                    new Books.Say(info(answer.root()).orElseThrow());
            case BankExchange.Rejected(var reason) -> new Books.Nothing("rejected: " + reason);
            case BankExchange.NothingSent(var why) -> new Books.Nothing(why);
            case BankExchange.NotWanted n -> new Books.Nothing("not wanted");
            case BankExchange.Working w -> new Books.Nothing("no status came");
            case BankExchange.NoAnswer(var why) -> new Books.Nothing(why);
        };
    }

    private static boolean isAbout(Iso20022.Read answer, String transfer) {
        return answer.family().equals(Messages.TRANSFER_STATUS)
                && info(answer.root())
                        .filter(info -> info.text("OrgnlEndToEndId").equals(transfer))
                        .isPresent();
    }

    private StatusResult status(String id, Operation.CreditTransfer transfer) {
        return switch (ask(id)) {
            case Books.Nothing(var why) -> new StatusResult.NoAnswer(Excerpt.of(why));
            case Books.Say(var info) when neverCame(info) -> new StatusResult.NotFound();
            case Books.Say(var info) when statuses.isNotDone(info.text("TxSts")) ->
                    BankReasons.isDuplicate(reason(info))
                            ? new StatusResult.Contradiction(
                                    "refused as a duplicate, and no word of the original")
                            : new StatusResult.Answered(refused(info));
            case Books.Say(var info) when !statuses.isDone(info.text("TxSts")) ->
                    new StatusResult.Pending();
            case Books.Say(var info) ->
                    speaksOf(transfer, info)
                            ? new StatusResult.Answered(accepted(id, info))
                            : new StatusResult.Contradiction("settled, but another amount");
        };
    }

    private static boolean neverCame(Element info) {
        return info.find("TxSts").isEmpty() && reason(info).equals(NEVER_CAME);
    }

    /** A recall shows in what became of its transfer. */
    private StatusResult recallStatus(CommandKey key, CommandKey transfer) {
        return switch (ask(MessageIds.of(transfer))) {
            case Books.Nothing(var why) -> new StatusResult.NoAnswer(Excerpt.of(why));
            case Books.Say(var info) when info.text("TxSts").equals("CANC") ->
                    new StatusResult.Answered(
                            new CommandOutcome.Accepted(MessageIds.of(key), Map.of()));
            case Books.Say(var info)
                    when statuses.isDone(info.text("TxSts")) || info.text("TxSts").equals("RJCT") ->
                    new StatusResult.Answered(
                            new CommandOutcome.Refused(
                                    RefusalReason.BANK_REFUSED, "nothing left to recall"));
            // Not recalled yet, so the recall may still be on its way.
            case Books.Say unsettled -> new StatusResult.NotFound();
        };
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The line belongs to all who use it. */
    @Override
    public void close() {}
}
