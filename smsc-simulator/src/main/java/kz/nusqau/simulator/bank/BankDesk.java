package kz.nusqau.simulator.bank;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

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

    private static final int ENTRIES = 10;
    private static final String NEVER_CAME = "NOOR";

    private final BankBooks books;
    private final Iso20022 iso;
    private final Messages messages;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();

    BankDesk(BankBooks books, Clock clock) {
        this.books = books;
        this.messages = new Messages(books.profile().messages());
        this.iso = new Iso20022(messages);
        this.clock = clock;
    }

    /** A request that was understood; its operation is the name of its fault switch. */
    record Request(String operation, String family, Element root) {

        /** The sender's id of the message. */
        String id() {
            return switch (family) {
                case Messages.OWNER_CHECK -> root.text("Assgnmt/MsgId");
                case Messages.RECALL -> root.text("Assgnmt/Id");
                case Messages.RATES_REQUEST -> root.text("MsgHdr/MsgId");
                default -> root.text("GrpHdr/MsgId");
            };
        }
    }

    Request read(String xml) throws MalformedMessage {
        var read = iso.read(xml);
        String operation =
                switch (read.family()) {
                    case Messages.REPORT_REQUEST ->
                            read.root()
                                            .text("RptgReq/ReqdMsgNmId")
                                            .equals(messages.id(Messages.STATEMENT))
                                    ? "statement"
                                    : "balance";
                    case Messages.TRANSFER -> "transfer";
                    case Messages.STATUS_REQUEST -> "inquiry";
                    case Messages.OWNER_CHECK -> "check";
                    case Messages.RECALL -> "recall";
                    case Messages.RATES_REQUEST -> "rates";
                    default -> throw new MalformedMessage(read.family() + " is an answer");
                };
        return new Request(operation, read.family(), read.root());
    }

    /** Nothing was done. */
    String reject(String reference, String reason, String description) {
        var root = new Element("admi.002.001.01");
        root.put("RltdRef/Ref", reference.isEmpty() ? "NOTPROVIDED" : cut(reference, 35));
        root.in(
                "Rsn",
                rsn -> {
                    rsn.put("RjctgPtyRsn", reason);
                    rsn.put("RjctnDtTm", now());
                    rsn.put("RsnDesc", cut(description.isEmpty() ? "refused" : description, 350));
                });
        return iso.write(Messages.REJECTION, root);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Carries a request out; the answers in their order. */
    List<String> perform(Request request, Optional<String> forced, boolean atOnce) {
        if (request.operation().equals("transfer")) {
            return transfer(request, forced, atOnce);
        }
        if (request.operation().equals("inquiry")) {
            return List.of(inquire(request, forced));
        }
        if (forced.isPresent()) {
            return List.of(reject(request.id(), forced.get(), "refused by a fault switch"));
        }
        return List.of(
                switch (request.operation()) {
                    case "balance" ->
                            report(request, Messages.BALANCE_REPORT, "BkToCstmrAcctRpt", "Rpt");
                    case "statement" ->
                            report(request, Messages.STATEMENT, "BkToCstmrStmt", "Stmt");
                    case "check" -> check(request);
                    case "recall" -> recall(request);
                    default -> rates(request);
                });
    }

    private String report(Request request, String family, String rootName, String each) {
        var root = new Element(rootName);
        reportHeader(root, "GrpHdr", request);
        for (var asked : request.root().all("RptgReq")) {
            String mobile = asked.text("AcctOwnr/Pty/CtctDtls/MobNb");
            String msisdn = mobile.replaceAll("\\D", "");
            List<Account> accounts = books.accounts(msisdn);
            for (var account : accounts) {
                root.in(
                        each,
                        report -> {
                            report.put("Id", nextId()).put("CreDtTm", now());
                            describe(report, account, mobile);
                            balances(report, account);
                            if (family.equals(Messages.STATEMENT)) {
                                entries(report, account);
                            }
                        });
            }
            if (accounts.isEmpty()) {
                root.in(each, report -> nobody(report, mobile, family));
            }
        }
        return iso.write(family, root);
    }

    private void nobody(Element report, String mobile, String family) {
        report.put("Id", nextId());
        report.in(
                "Acct",
                acct -> {
                    acct.put("Id/Othr/Id", "NOTPROVIDED");
                    acct.put("Ownr/CtctDtls/MobNb", mobile);
                });
        if (family.equals(Messages.STATEMENT)) {
            // A statement has at least one balance.
            balance(report, "Cd", "ITAV", Amount.ZERO, "KZT");
        }
    }

    private static void describe(Element report, Account account, String mobile) {
        report.in(
                "Acct",
                acct -> {
                    acct.put("Id/IBAN", account.iban());
                    acct.put("Ccy", account.currency());
                    account.card()
                            .ifPresent(
                                    tail ->
                                            acct.in(
                                                    "Prxy",
                                                    proxy -> {
                                                        proxy.put("Tp/Prtry", "CARD");
                                                        proxy.put("Id", "************" + tail);
                                                    }));
                    acct.put("Ownr/CtctDtls/MobNb", mobile);
                });
    }

    private void balances(Element report, Account account) {
        balance(report, "Cd", "ITAV", books.available(account), account.currency());
        books.restriction(account)
                .ifPresent(
                        held ->
                                balance(
                                        report,
                                        "Prtry",
                                        held.kind().code(),
                                        held.amount(),
                                        account.currency()));
    }

    private void balance(Element report, String tag, String type, Amount amount, String currency) {
        report.in(
                "Bal",
                bal -> {
                    bal.put("Tp/CdOrPrtry/" + tag, type);
                    bal.putAmount("Amt", amount.toString(), currency);
                    bal.put("CdtDbtInd", "CRDT");
                    bal.put("Dt/DtTm", now());
                });
    }

    private void entries(Element report, Account account) {
        for (var transfer : books.entries(account, ENTRIES)) {
            boolean out = transfer.order().from().equals(account.iban());
            report.in(
                    "Ntry",
                    entry -> {
                        entry.put("NtryRef", transfer.reference());
                        entry.putAmount(
                                "Amt",
                                (out ? transfer.order().amount() : transfer.credited()).toString(),
                                account.currency());
                        entry.put("CdtDbtInd", out ? "DBIT" : "CRDT");
                        entry.put("Sts/Cd", "BOOK");
                        entry.put(
                                "BookgDt/DtTm",
                                transfer.at().truncatedTo(ChronoUnit.MILLIS).toString());
                        entry.put("BkTxCd/Prtry/Cd", "TRANSFER");
                        if (!transfer.order().info().isEmpty()) {
                            entry.put("AddtlNtryInf", transfer.order().info());
                        }
                    });
        }
    }

    private List<String> transfer(Request request, Optional<String> forced, boolean atOnce) {
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
    List<String> settle(Request request) {
        return List.of(status(request, books.settle(order(request.root()).endToEndId())));
    }

    /** As if the order were known already. */
    String duplicate(Request request) {
        return request.operation().equals("transfer")
                ? status(request, order(request.root()), "RJCT", "DUPL", Optional.empty())
                : reject(request.id(), "DUPL", "said by a fault switch");
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
                transaction.text("RmtInf/Ustrd"));
    }

    private String status(Request request, Transfer transfer) {
        return status(
                request,
                transfer.order(),
                transfer.state().name(),
                transfer.reason(),
                transfer.isSettled() ? Optional.of(transfer.reference()) : Optional.empty());
    }

    private String status(
            Request request,
            Transfer.Order order,
            @Nullable String state,
            @Nullable String reason,
            Optional<String> reference) {
        var root = new Element("CstmrPmtStsRpt");
        header(root, "GrpHdr");
        root.in(
                "OrgnlGrpInfAndSts",
                group -> {
                    group.put("OrgnlMsgId", request.id());
                    group.put("OrgnlMsgNmId", messages.id(request.family()));
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
                                    info.put("StsRsnInf/Rsn/Cd", reason);
                                }
                                reference.ifPresent(
                                        given -> {
                                            info.put("AccptncDtTm", now());
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
        return iso.write(Messages.TRANSFER_STATUS, root);
    }

    /**
     * What the books say of a transfer.
     *
     * @param forced told instead, against the books: NOOR as never come, another reason as refused
     */
    private String inquire(Request request, Optional<String> forced) {
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

    /**
     * Tells of a credit on an account of this bank; the same credit is told in the same words. The
     * app store's are told to the app store alone.
     */
    Optional<String> notice(Transfer transfer) {
        return books.find(transfer.order().to())
                .filter(account -> !account.equals(books.appStoreAccount()))
                .map(account -> notice(transfer, account));
    }

    private String notice(Transfer transfer, Account account) {
        var order = transfer.order();
        String id = cut("N" + order.endToEndId(), 35);
        var root = new Element("BkToCstmrDbtCdtNtfctn");
        root.in(
                "GrpHdr",
                header -> header.put("MsgId", id).put("CreDtTm", transfer.at().toString()));
        root.in(
                "Ntfctn",
                notification -> {
                    notification.put("Id", id);
                    notification.in(
                            "Acct",
                            acct -> {
                                acct.put("Id/IBAN", account.iban()).put("Ccy", account.currency());
                                if (!account.owner().isEmpty()) {
                                    acct.put("Ownr/CtctDtls/MobNb", mobile(account.owner()));
                                }
                            });
                    notification.in("Ntry", entry -> credit(entry, transfer, account));
                });
        return iso.write(Messages.NOTICE, root);
    }

    private static String mobile(String msisdn) {
        return "+" + msisdn.charAt(0) + "-" + msisdn.substring(1);
    }

    private static void credit(Element entry, Transfer transfer, Account account) {
        var order = transfer.order();
        entry.put("NtryRef", transfer.reference());
        entry.putAmount("Amt", transfer.credited().toString(), account.currency());
        entry.put("CdtDbtInd", "CRDT");
        entry.put("Sts/Cd", "BOOK");
        entry.put("BookgDt/DtTm", transfer.at().toString());
        entry.put("BkTxCd/Prtry/Cd", "TRANSFER");
        entry.in(
                "NtryDtls/TxDtls",
                details -> {
                    details.in(
                            "Refs",
                            refs -> {
                                if (!order.instruction().isEmpty()) {
                                    refs.put("InstrId", order.instruction());
                                }
                                refs.put("EndToEndId", order.endToEndId());
                            });
                    if (!order.info().isEmpty()) {
                        details.put("RmtInf/Ustrd", order.info());
                    }
                });
    }

    private String check(Request request) {
        var asked = request.root().find("Vrfctn").orElseThrow();
        var about = asked.find("PtyAndAcctId").orElseThrow();
        String iban =
                about.find("Acct/IBAN").or(() -> about.find("Acct/Id/IBAN")).orElseThrow().text();
        String msisdn = about.text("Pty/CtctDtls/MobNb").replaceAll("\\D", "");
        Optional<Account> account = books.find(iban);
        boolean same = account.filter(found -> found.owner().equals(msisdn)).isPresent();
        var root = new Element("IdVrfctnRpt");
        root.in(
                "Assgnmt",
                assignment -> {
                    assignment.put("MsgId", nextId()).put("CreDtTm", now());
                    parties(assignment);
                });
        root.put("OrgnlAssgnmt/MsgId", request.id());
        root.in(
                "Rpt",
                report -> {
                    report.put("OrgnlId", asked.text("Id"));
                    report.put("Vrfctn", Boolean.toString(same));
                    if (!same) {
                        report.put("Rsn/Cd", account.isPresent() ? "BE01" : "AC01");
                    }
                    account.filter(found -> !found.owner().isEmpty())
                            .ifPresent(
                                    found ->
                                            report.put(
                                                    "UpdtdPtyAndAcctId/Pty/Nm",
                                                    Holders.nameOf(found.owner())));
                });
        return iso.write(Messages.OWNER_REPORT, root);
    }

    private void parties(Element assignment) {
        assignment.put("Assgnr/Agt/FinInstnId/BICFI", books.profile().bic());
        assignment.put("Assgne/Pty/Nm", "CLIENT");
    }

    private String recall(Request request) {
        var asked = request.root().find("Undrlyg/TxInf").orElseThrow();
        String id = asked.text("OrgnlEndToEndId");
        Optional<Transfer> found = books.recall(id);
        boolean recalled = found.filter(each -> each.state() == State.CANC).isPresent();
        var root = new Element("RsltnOfInvstgtn");
        root.in(
                "Assgnmt",
                assignment -> {
                    assignment.put("Id", nextId());
                    parties(assignment);
                    assignment.put("CreDtTm", now());
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
        return iso.write(Messages.RECALL_ANSWER, root);
    }

    private String rates(Request request) {
        var root = new Element("RtrCcyXchgRate");
        reportHeader(root, "MsgHdr", request);
        root.in(
                "RptOrErr",
                reports ->
                        books.profile().rates().entrySet().stream()
                                .sorted(Map.Entry.<String, Profile.Rate>comparingByKey().reversed())
                                .forEach(
                                        rate -> {
                                            String currency = rate.getKey();
                                            rate(reports, currency, "KZT", rate.getValue().buy());
                                            rate(reports, "KZT", currency, rate.getValue().sell());
                                        }));
        return iso.write(Messages.RATES, root);
    }

    private void rate(Element reports, String from, String to, long tiyn) {
        reports.in(
                "CcyXchgRpt",
                report -> {
                    report.in("CcyRef", pair -> pair.put("SrcCcy", from).put("TrgtCcy", to));
                    report.in(
                            "CcyXchgOrErr/CcyXchg",
                            exchange -> {
                                exchange.put("XchgRate", new Amount(tiyn).toString());
                                exchange.put("QtdCcy", "KZT");
                                exchange.put("QtnDt", now());
                            });
                });
    }

    private void header(Element root, String name) {
        root.in(name, header -> header.put("MsgId", nextId()).put("CreDtTm", now()));
    }

    private void reportHeader(Element root, String name, Request request) {
        root.in(
                name,
                header ->
                        header.put("MsgId", nextId())
                                .put("CreDtTm", now())
                                .put("OrgnlBizQry/MsgId", request.id()));
    }

    private String nextId() {
        return books.profile().bankCode() + "-" + number.incrementAndGet();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
