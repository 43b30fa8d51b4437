package kz.nusqau.simulator.bank;

/** A request that was understood; its operation is the name of its fault switch. */
record BankRequest(String operation, String family, Element root) {

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
