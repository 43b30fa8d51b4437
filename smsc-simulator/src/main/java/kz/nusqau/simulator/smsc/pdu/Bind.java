package kz.nusqau.simulator.smsc.pdu;

/** The body of the three bind requests. */
public record Bind(
        String systemId,
        String password,
        String systemType,
        int interfaceVersion,
        String addressRange) {

    public static Bind parse(Octets body) {
        var in = new FieldReader(body);
        var systemId = in.cString(16, CommandStatus.INVALID_SYSTEM_ID);
        var password = in.cString(9, CommandStatus.INVALID_PASSWORD);
        var systemType = in.cString(13, CommandStatus.BIND_FAILED);
        int interfaceVersion = in.int8();
        var addresses = in.address(41, CommandStatus.BIND_FAILED);
        return new Bind(systemId, password, systemType, interfaceVersion, addresses.digits());
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "Bind[" + systemId + ", range=" + addressRange + "]";
    }
}
