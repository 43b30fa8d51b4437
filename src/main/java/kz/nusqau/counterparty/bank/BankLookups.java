package kz.nusqau.counterparty.bank;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankAccount.Restriction;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.BankStatement;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.OwnerCheck;
import kz.nusqau.counterparty.bank.BankLines.Line;
import kz.nusqau.counterparty.bank.BankLines.Meaning;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/**
 * What a bank is asked without moving anything. Each fails with {@link CounterpartyUnavailable}.
 */
public final class BankLookups {

    /** Owners that one request names. */
    public static final int MAX_OWNERS = 64;

    private static final String TENGE = "KZT";
    private static final String AVAILABLE = "ITAV";

    /** Agreed on with banks: somebody else's account in another currency. */
    private static final String NOT_IN_TENGE = "NOT-KZT";

    private static final Map<String, Restriction.Kind> RESTRICTIONS =
            Map.of(
                    "ARREST", Restriction.Kind.ARREST,
                    "SUSPENSION", Restriction.Kind.SUSPENSION,
                    "COLLECTION-ORDER", Restriction.Kind.COLLECTION_ORDER);

    private final BankLines lines;
    private final Line line;
    private final Messages messages;
    private final String bic;
    private final Clock clock;

    public BankLookups(BankLines lines, BankSettings settings, Clock clock) {
        this.lines = lines;
        this.line = settings.line();
        this.messages = settings.messages();
        this.bic = settings.bic();
        this.clock = clock;
    }

    /** The accounts of each owner; an empty list for who has none. */
    public Map<Msisdn, List<BankAccount>> accounts(List<Msisdn> owners, Duration timeout) {
        return byOwner(
                owners,
                answer(
                                Messages.BALANCE_REPORT,
                                reportRequest(owners, Messages.BALANCE_REPORT),
                                timeout)
                        .all("Rpt"),
                BankLookups::account);
    }

    /** The accounts of each owner with their last operations. */
    public Map<Msisdn, List<BankStatement>> statements(List<Msisdn> owners, Duration timeout) {
        return byOwner(
                owners,
                answer(Messages.STATEMENT, reportRequest(owners, Messages.STATEMENT), timeout)
                        .all("Stmt"),
                statement -> new BankStatement(account(statement), entries(statement)));
    }

    private Question reportRequest(List<Msisdn> owners, String report) {
        String id = MessageIds.next();
        var root = new Element("AcctRptgReq");
        root.in("GrpHdr", header -> header.put("MsgId", id).put("CreDtTm", now()));
        for (Msisdn owner : owners) {
            root.in(
                    "RptgReq",
                    request ->
                            request.put("ReqdMsgNmId", messages.id(report))
                                    .put("AcctOwnr/Pty/CtctDtls/MobNb", Owners.mobile(owner)));
        }
        return new Question(id, Messages.REPORT_REQUEST, root);
    }

    private record Question(String id, String family, Element root) {}

    private Element answer(String family, Question question, Duration timeout) {
        String xml = line.iso().write(question.family, question.root);
        var exchange =
                lines.call(
                        line.within(timeout),
                        xml,
                        false,
                        () -> true,
                        answer ->
                                answer.family().equals(family) ? Meaning.SETTLED : Meaning.NOTHING);
        return switch (exchange) {
            case BankExchange.Answered(var read) when refersTo(read.root(), question.id) ->
                    read.root();
            case BankExchange.Answered other ->
                    throw new CounterpartyUnavailable("an answer to something else");
            case BankExchange.Rejected(var reason) ->
                    throw new CounterpartyUnavailable("rejected: " + reason);
            case BankExchange.NothingSent(var why) -> throw new CounterpartyUnavailable(why);
            case BankExchange.NotWanted n -> throw new CounterpartyUnavailable("not wanted");
            case BankExchange.Working w -> throw new CounterpartyUnavailable("no answer in time");
            case BankExchange.NoAnswer(var why) -> throw new CounterpartyUnavailable(why);
        };
    }

    private static boolean refersTo(Element root, String id) {
        return root.find("GrpHdr/OrgnlBizQry/MsgId")
                .or(() -> root.find("MsgHdr/OrgnlBizQry/MsgId"))
                .or(() -> root.find("OrgnlAssgnmt/MsgId"))
                .filter(original -> original.text().equals(id))
                .isPresent();
    }

    private static <T> Map<Msisdn, List<T>> byOwner(
            List<Msisdn> owners, List<Element> reports, Function<Element, T> read) {
        Map<String, List<T>> byMobile = new HashMap<>();
        for (Element report : reports) {
            List<T> found =
                    byMobile.computeIfAbsent(
                            report.text("Acct/Ownr/CtctDtls/MobNb"), key -> new ArrayList<>());
            if (report.find("Acct/Id/IBAN").isPresent()) {
                found.add(read.apply(report));
            }
        }
        Map<Msisdn, List<T>> byOwner = new HashMap<>();
        for (Msisdn owner : owners) {
            List<T> found = byMobile.get(Owners.mobile(owner));
            if (found != null) {
                byOwner.put(owner, List.copyOf(found));
            }
        }
        return byOwner;
    }

    private static BankAccount account(Element report) {
        Element available =
                balance(report, AVAILABLE)
                        .orElseThrow(
                                () -> new CounterpartyUnavailable("a report without a balance"));
        var amount = Amounts.of(available.find("Amt").orElseThrow());
        boolean overdrawn = available.text("CdtDbtInd").equals("DBIT");
        return new BankAccount(
                report.text("Acct/Id/IBAN"),
                overdrawn ? new Money(0, amount.currency()) : amount,
                restrictions(report),
                report.find("Acct/Prxy/Id")
                        .map(Element::text)
                        .filter(id -> id.length() >= 4)
                        .map(id -> id.substring(id.length() - 4)));
    }

    private static Optional<Element> balance(Element report, String type) {
        return report.all("Bal").stream()
                .filter(balance -> balance.text("Tp/CdOrPrtry/Cd").equals(type))
                .findFirst();
    }

    private static List<Restriction> restrictions(Element report) {
        var restrictions = new ArrayList<Restriction>();
        for (Element balance : report.all("Bal")) {
            var kind = RESTRICTIONS.get(balance.text("Tp/CdOrPrtry/Prtry"));
            if (kind != null) {
                restrictions.add(
                        new Restriction(kind, Amounts.of(balance.find("Amt").orElseThrow())));
            }
        }
        return restrictions;
    }

    private static List<BankStatement.Entry> entries(Element statement) {
        return statement.all("Ntry").stream()
                .map(
                        entry ->
                                new BankStatement.Entry(
                                        instant(entry.text("BookgDt/DtTm")),
                                        entry.text("CdtDbtInd").equals("CRDT"),
                                        Amounts.of(entry.find("Amt").orElseThrow()),
                                        entry.text("AddtlNtryInf")))
                .toList();
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new CounterpartyUnavailable("a time without its zone", e);
        }
    }

    /** The rates of the day; a currency with one side only has none. */
    public List<BankRate> rates(Duration timeout) {
        String id = MessageIds.next();
        var root = new Element("GetCcyXchgRate");
        root.in("MsgHdr", header -> header.put("MsgId", id).put("CreDtTm", now()));
        Element answer =
                answer(Messages.RATES, new Question(id, Messages.RATES_REQUEST, root), timeout);
        Map<String, BigDecimal> buy = new TreeMap<>();
        Map<String, BigDecimal> sell = new TreeMap<>();
        List<Element> reports =
                answer.find("RptOrErr").map(found -> found.all("CcyXchgRpt")).orElse(List.of());
        for (Element report : reports) {
            var rate = new BigDecimal(report.text("CcyXchgOrErr/CcyXchg/XchgRate"));
            String from = report.text("CcyRef/SrcCcy");
            String to = report.text("CcyRef/TrgtCcy");
            if (to.equals(TENGE)) {
                buy.put(from, rate);
            } else if (from.equals(TENGE)) {
                sell.put(to, rate);
            }
        }
        var rates = new ArrayList<BankRate>();
        for (Map.Entry<String, BigDecimal> each : buy.entrySet()) {
            BigDecimal selling = sell.get(each.getKey());
            if (selling != null) {
                rates.add(new BankRate(each.getKey(), each.getValue(), selling));
            }
        }
        return rates;
    }

    /** Whether the account belongs to the owner of the number. */
    public OwnerCheck checkOwner(String iban, Msisdn owner, Duration timeout) {
        String id = MessageIds.next();
        var root = new Element("IdVrfctnReq");
        root.in(
                "Assgnmt",
                assignment -> {
                    assignment.put("MsgId", id).put("CreDtTm", now());
                    assignment.put("Assgnr/Pty/Nm", BankSettings.OUR_NAME);
                    assignment.put("Assgne/Agt/FinInstnId/BICFI", bic);
                });
        root.in(
                "Vrfctn",
                check -> {
                    check.put("Id", id);
                    check.in(
                            "PtyAndAcctId",
                            about -> {
                                about.put("Pty/CtctDtls/MobNb", Owners.mobile(owner));
                                about.put(messages.checkedAccount(), iban);
                            });
                });
        Element report =
                answer(Messages.OWNER_REPORT, new Question(id, Messages.OWNER_CHECK, root), timeout)
                        .find("Rpt")
                        .orElseThrow();
        if (report.text("Vrfctn").equals("true") || report.text("Vrfctn").equals("1")) {
            return new OwnerCheck.Own();
        }
        return switch (report.text("Rsn/Cd") + report.text("Rsn/Prtry")) {
            case "AC01" -> new OwnerCheck.NoAccount();
            case "AC04" -> new OwnerCheck.Closed();
            case NOT_IN_TENGE -> new OwnerCheck.OtherNotInTenge();
            default ->
                    new OwnerCheck.Other(
                            HolderNames.masked(report.text("UpdtdPtyAndAcctId/Pty/Nm")));
        };
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
