package kz.nusqau.simulator.bank;

import java.util.Optional;

/** Answers acmt.023: whether an account belongs to the owner of a number. */
final class OwnerReports {

    private static final String NOT_IN_TENGE = "NOT-KZT";

    private final BankBooks books;
    private final Letters letters;

    OwnerReports(BankBooks books, Letters letters) {
        this.books = books;
        this.letters = letters;
    }

    String check(BankRequest request) {
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
                    assignment.put("MsgId", letters.nextId()).put("CreDtTm", letters.now());
                    letters.parties(assignment);
                });
        root.put("OrgnlAssgnmt/MsgId", request.id());
        root.in(
                "Rpt",
                report -> {
                    report.put("OrgnlId", asked.text("Id"));
                    report.put("Vrfctn", Boolean.toString(same));
                    if (!same) {
                        reason(report, account);
                    }
                    account.filter(found -> !found.owner().isEmpty())
                            .ifPresent(
                                    found ->
                                            report.put(
                                                    "UpdtdPtyAndAcctId/Pty/Nm",
                                                    Holders.nameOf(found.owner())));
                });
        return letters.write(Messages.OWNER_REPORT, root);
    }

    private void reason(Element report, Optional<Account> account) {
        if (account.isEmpty()) {
            report.put("Rsn/Cd", "AC01");
        } else if (books.isClosed(account.get())) {
            report.put("Rsn/Cd", "AC04");
        } else if (!account.get().currency().equals("KZT")) {
            report.put("Rsn/Prtry", NOT_IN_TENGE);
        } else {
            report.put("Rsn/Cd", "BE01");
        }
    }
}
