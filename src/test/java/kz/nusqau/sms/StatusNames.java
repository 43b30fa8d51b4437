package kz.nusqau.sms;

import java.util.Map;
import java.util.TreeMap;

/** The statuses of SMPP 3.4 and 5.0 that an SMSC may answer a submit_sm with. */
final class StatusNames {

    static final Map<Integer, String> ALL = statuses();

    private StatusNames() {}

    private static Map<Integer, String> statuses() {
        var names = new TreeMap<Integer, String>();
        names.put(0x00, "ESME_ROK");
        names.put(0x01, "ESME_RINVMSGLEN");
        names.put(0x02, "ESME_RINVCMDLEN");
        names.put(0x03, "ESME_RINVCMDID");
        names.put(0x04, "ESME_RINVBNDSTS");
        names.put(0x05, "ESME_RALYBND");
        names.put(0x06, "ESME_RINVPRTFLG");
        names.put(0x07, "ESME_RINVREGDLVFLG");
        names.put(0x08, "ESME_RSYSERR");
        names.put(0x0A, "ESME_RINVSRCADR");
        names.put(0x0B, "ESME_RINVDSTADR");
        names.put(0x0C, "ESME_RINVMSGID");
        names.put(0x0D, "ESME_RBINDFAIL");
        names.put(0x0E, "ESME_RINVPASWD");
        names.put(0x0F, "ESME_RINVSYSID");
        names.put(0x11, "ESME_RCANCELFAIL");
        names.put(0x13, "ESME_RREPLACEFAIL");
        names.put(0x14, "ESME_RMSGQFUL");
        names.put(0x15, "ESME_RINVSERTYP");
        names.put(0x33, "ESME_RINVNUMDESTS");
        names.put(0x34, "ESME_RINVDLNAME");
        names.put(0x40, "ESME_RINVDESTFLAG");
        names.put(0x42, "ESME_RINVSUBREP");
        names.put(0x43, "ESME_RINVESMCLASS");
        names.put(0x44, "ESME_RCNTSUBDL");
        names.put(0x45, "ESME_RSUBMITFAIL");
        names.put(0x48, "ESME_RINVSRCTON");
        names.put(0x49, "ESME_RINVSRCNPI");
        names.put(0x50, "ESME_RINVDSTTON");
        names.put(0x51, "ESME_RINVDSTNPI");
        names.put(0x53, "ESME_RINVSYSTYP");
        names.put(0x54, "ESME_RINVREPFLAG");
        names.put(0x58, "ESME_RTHROTTLED");
        names.put(0x61, "ESME_RINVSCHED");
        names.put(0x62, "ESME_RINVEXPIRY");
        names.put(0x63, "ESME_RINVDFTMSGID");
        names.put(0x64, "ESME_RX_T_APPN");
        names.put(0x65, "ESME_RX_P_APPN");
        names.put(0x66, "ESME_RX_R_APPN");
        names.put(0x67, "ESME_RQUERYFAIL");
        names.put(0xC0, "ESME_RINVTLVSTREAM");
        names.put(0xC1, "ESME_RTLVNOTALLWD");
        names.put(0xC2, "ESME_RINVTLVLEN");
        names.put(0xC3, "ESME_RMISSINGTLV");
        names.put(0xC4, "ESME_RINVTLVVAL");
        names.put(0xFE, "ESME_RDELIVERYFAILURE");
        names.put(0xFF, "ESME_RUNKNOWNERR");
        names.put(0x100, "ESME_RSERTYPUNAUTH");
        names.put(0x101, "ESME_RPROHIBITED");
        names.put(0x102, "ESME_RSERTYPUNAVAIL");
        names.put(0x103, "ESME_RSERTYPDENIED");
        names.put(0x104, "ESME_RINVDCS");
        return names;
    }
}
