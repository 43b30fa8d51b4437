package kz.nusqau.simulator.smsc.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body that submit_sm and deliver_sm share, and that data_sm shortens. Holds what was on the
 * wire, so it can also be built wrong on purpose.
 */
public record ShortMessage(
        String serviceType,
        Address source,
        Address destination,
        MessageFlags flags,
        String scheduleTime,
        String validityPeriod,
        Octets message,
        List<Tlv> tlvs) {

    /** sm_length above 254 is not allowed in SMPP 3.4. */
    public static final int MAX_MESSAGE_OCTETS = 254;

    public static ShortMessage of(Address source, Address destination) {
        return new ShortMessage(
                "", source, destination, MessageFlags.NONE, "", "", Octets.EMPTY, List.of());
    }

    public static ShortMessage parse(Octets body) {
        var in = new FieldReader(body);
        var serviceType = in.cString(6, CommandStatus.INVALID_SERVICE_TYPE);
        var source = in.address(21, CommandStatus.INVALID_SOURCE_ADDRESS);
        var destination = in.address(21, CommandStatus.INVALID_DESTINATION_ADDRESS);
        int esmClass = in.int8();
        int protocolId = in.int8();
        int priority = in.int8();
        var schedule = in.cString(17, CommandStatus.INVALID_SCHEDULE);
        var validity = in.cString(17, CommandStatus.INVALID_EXPIRY);
        int registeredDelivery = in.int8();
        int replace = in.int8();
        int dataCoding = in.int8();
        int defaultMessage = in.int8();
        int length = in.int8();
        if (length > MAX_MESSAGE_OCTETS) {
            throw new MalformedPdu(CommandStatus.INVALID_MESSAGE_LENGTH, "sm_length " + length);
        }
        var message = in.octets(length, CommandStatus.INVALID_MESSAGE_LENGTH);
        var flags =
                new MessageFlags(
                        esmClass,
                        protocolId,
                        priority,
                        registeredDelivery,
                        replace,
                        dataCoding,
                        defaultMessage);
        return new ShortMessage(
                serviceType, source, destination, flags, schedule, validity, message, in.tlvs());
    }

    /** data_sm has longer addresses, fewer fields, and its text in message_payload. */
    public static ShortMessage parseDataSm(Octets body) {
        var in = new FieldReader(body);
        var serviceType = in.cString(6, CommandStatus.INVALID_SERVICE_TYPE);
        var source = in.address(65, CommandStatus.INVALID_SOURCE_ADDRESS);
        var destination = in.address(65, CommandStatus.INVALID_DESTINATION_ADDRESS);
        int esmClass = in.int8();
        int registeredDelivery = in.int8();
        int dataCoding = in.int8();
        var flags =
                MessageFlags.NONE
                        .withEsmClass(esmClass)
                        .withRegisteredDelivery(registeredDelivery)
                        .withDataCoding(dataCoding);
        return new ShortMessage(
                serviceType, source, destination, flags, "", "", Octets.EMPTY, in.tlvs());
    }

    public Octets toOctets() {
        return new FieldWriter()
                .cString(serviceType)
                .address(source)
                .address(destination)
                .int8(flags.esmClass())
                .int8(flags.protocolId())
                .int8(flags.priority())
                .cString(scheduleTime)
                .cString(validityPeriod)
                .int8(flags.registeredDelivery())
                .int8(flags.replaceIfPresent())
                .int8(flags.dataCoding())
                .int8(flags.defaultMessage())
                .int8(message.length())
                .octets(message)
                .tlvs(tlvs)
                .toOctets();
    }

    /** The octets of the text wherever they are: short_message or message_payload. */
    public Octets payload() {
        return message.length() > 0
                ? message
                : Tlv.find(tlvs, Tlv.MESSAGE_PAYLOAD).orElse(Octets.EMPTY);
    }

    public Optional<Integer> number(int tag) {
        return Tlv.number(tlvs, tag);
    }

    public ShortMessage withServiceType(String newServiceType) {
        return new ShortMessage(
                newServiceType,
                source,
                destination,
                flags,
                scheduleTime,
                validityPeriod,
                message,
                tlvs);
    }

    public ShortMessage withFlags(MessageFlags newFlags) {
        return new ShortMessage(
                serviceType,
                source,
                destination,
                newFlags,
                scheduleTime,
                validityPeriod,
                message,
                tlvs);
    }

    public ShortMessage withMessage(Octets newMessage) {
        return new ShortMessage(
                serviceType,
                source,
                destination,
                flags,
                scheduleTime,
                validityPeriod,
                newMessage,
                tlvs);
    }

    public ShortMessage plus(Tlv... more) {
        var all = new ArrayList<>(tlvs);
        all.addAll(List.of(more));
        return new ShortMessage(
                serviceType,
                source,
                destination,
                flags,
                scheduleTime,
                validityPeriod,
                message,
                List.copyOf(all));
    }
}
