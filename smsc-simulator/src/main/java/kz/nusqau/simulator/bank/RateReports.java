package kz.nusqau.simulator.bank;

import java.util.Map;
import kz.nusqau.simulator.world.Amount;

/** Answers camt.016: the rates of the day. */
final class RateReports {

    private final BankBooks books;
    private final Letters letters;

    RateReports(BankBooks books, Letters letters) {
        this.books = books;
        this.letters = letters;
    }

    String rates(BankRequest request) {
        var root = new Element("RtrCcyXchgRate");
        letters.reportHeader(root, "MsgHdr", request);
        root.in(
                "RptOrErr",
                reports ->
                        books.rates().entrySet().stream()
                                .sorted(Map.Entry.<String, Profile.Rate>comparingByKey().reversed())
                                .forEach(
                                        rate -> {
                                            String currency = rate.getKey();
                                            rate(reports, currency, "KZT", rate.getValue().buy());
                                            rate(reports, "KZT", currency, rate.getValue().sell());
                                        }));
        return letters.write(Messages.RATES, root);
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
                                exchange.put("QtnDt", letters.now());
                            });
                });
    }
}
