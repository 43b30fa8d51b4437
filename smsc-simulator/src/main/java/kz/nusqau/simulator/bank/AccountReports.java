package kz.nusqau.simulator.bank;

import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.nusqau.simulator.world.Amount;

/** Answers camt.060: what is on the accounts of a number, and what moved there last. */
final class AccountReports {

    private static final int ENTRIES = 10;

    private final BankBooks books;
    private final Letters letters;

    AccountReports(BankBooks books, Letters letters) {
        this.books = books;
        this.letters = letters;
    }

    String balances(BankRequest request) {
        return report(request, Messages.BALANCE_REPORT, "BkToCstmrAcctRpt", "Rpt");
    }

    String statements(BankRequest request) {
        return report(request, Messages.STATEMENT, "BkToCstmrStmt", "Stmt");
    }

    private String report(BankRequest request, String family, String rootName, String each) {
        var root = new Element(rootName);
        letters.reportHeader(root, "GrpHdr", request);
        for (var asked : request.root().all("RptgReq")) {
            String mobile = asked.text("AcctOwnr/Pty/CtctDtls/MobNb");
            String msisdn = mobile.replaceAll("\\D", "");
            List<Account> accounts = books.accounts(msisdn);
            for (var account : accounts) {
                root.in(
                        each,
                        report -> {
                            report.put("Id", letters.nextId()).put("CreDtTm", letters.now());
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
        return letters.write(family, root);
    }

    private void nobody(Element report, String mobile, String family) {
        report.put("Id", letters.nextId());
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
                    bal.put("Dt/DtTm", letters.now());
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
}
