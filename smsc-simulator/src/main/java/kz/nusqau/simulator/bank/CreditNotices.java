package kz.nusqau.simulator.bank;

import java.util.Optional;

/** Tells of credits (camt.054). */
final class CreditNotices {

    private final BankBooks books;
    private final Letters letters;

    CreditNotices(BankBooks books, Letters letters) {
        this.books = books;
        this.letters = letters;
    }

    /**
     * Tells of a credit on an account of this bank; the same credit is told in the same words. The
     * app store's are told to the app store alone.
     */
    Optional<String> of(Transfer transfer) {
        return books.find(transfer.order().to())
                .filter(account -> !account.equals(books.appStoreAccount()))
                .map(account -> notice(transfer, account));
    }

    private String notice(Transfer transfer, Account account) {
        var order = transfer.order();
        String id = Letters.cut("N" + order.endToEndId(), 35);
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
                                    acct.put(
                                            "Ownr/CtctDtls/MobNb", Letters.mobile(account.owner()));
                                }
                            });
                    notification.in("Ntry", entry -> credit(entry, transfer, account));
                });
        return letters.write(Messages.NOTICE, root);
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
}
