package kz.nusqau.simulator.smsc.text;

/** How the parts of a long text say that they belong together. */
public enum Concatenation {
    /** A user data header with a reference of one octet: what phones send. */
    UDH_8_BIT,
    /** A user data header with a reference of two octets. */
    UDH_16_BIT,
    /** The optional parameters sar_msg_ref_num, sar_total_segments and sar_segment_seqnum. */
    SAR,
    /** No parts: the whole text in message_payload. */
    PAYLOAD
}
