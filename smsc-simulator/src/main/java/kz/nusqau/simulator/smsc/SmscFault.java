package kz.nusqau.simulator.smsc;

import java.time.Duration;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;

/**
 * What goes wrong with one PDU. At {@link FaultPoint#SUBMIT} the faults that keep an answer back
 * happen after the message was taken, as the nastiest do: the sender can't know.
 */
public sealed interface SmscFault {

    /** Answers ESME_RTHROTTLED; the message is not taken. */
    record Throttle() implements SmscFault {}

    /** Answers ESME_RMSGQFUL; the message is not taken. */
    record QueueFull() implements SmscFault {}

    /** Answers this status; the message is taken only if it is 0. */
    record Answer(int status) implements SmscFault {}

    /** No answer ever comes. */
    record NoResponse() implements SmscFault {}

    /** The answer comes so much later; other PDUs overtake it. */
    record Delay(Duration by) implements SmscFault {}

    /** The answer comes when the script lets it: {@link Smsc#release}. */
    record Hold() implements SmscFault {}

    /** The connection closes in place of an answer. */
    record DropLink() implements SmscFault {}

    /** The connection closes after half of the PDU. */
    record DropMidPdu() implements SmscFault {}

    /** The PDU has its right length; noise fills the rest of it. */
    record Garble() implements SmscFault {}

    /** The SMSC stops reading from the session and answers only when the time is over. */
    record Stall(Duration time) implements SmscFault {}

    static SmscFault throttled() {
        return new Throttle();
    }

    static SmscFault queueFull() {
        return new QueueFull();
    }

    static SmscFault answer(int status) {
        return new Answer(status);
    }

    static SmscFault noResponse() {
        return new NoResponse();
    }

    static SmscFault delay(Duration by) {
        return new Delay(by);
    }

    static SmscFault hold() {
        return new Hold();
    }

    static SmscFault dropLink() {
        return new DropLink();
    }

    static SmscFault dropMidPdu() {
        return new DropMidPdu();
    }

    static SmscFault garble() {
        return new Garble();
    }

    static SmscFault stall(Duration time) {
        return new Stall(time);
    }

    /** The status that this fault puts into an answer. */
    default int status() {
        return switch (this) {
            case Throttle() -> CommandStatus.THROTTLED;
            case QueueFull() -> CommandStatus.MESSAGE_QUEUE_FULL;
            case Answer(int status) -> status;
            case NoResponse keepsBack -> CommandStatus.OK;
            case Delay keepsBack -> CommandStatus.OK;
            case Hold keepsBack -> CommandStatus.OK;
            case DropLink keepsBack -> CommandStatus.OK;
            case DropMidPdu keepsBack -> CommandStatus.OK;
            case Garble keepsBack -> CommandStatus.OK;
            case Stall keepsBack -> CommandStatus.OK;
        };
    }
}
