package kz.nusqau.platform;

import kz.nusqau.shared.InstructionId;
import org.slf4j.MDC;
import org.slf4j.MDC.MDCCloseable;

/** Names the instruction that log lines belong to. */
public final class LogContext {

    /** The key in the log pattern and in structured lines. */
    private static final String INSTRUCTION = "instruction";

    private LogContext() {}

    /** Until closed, lines of this thread carry the instruction's id. */
    public static MDCCloseable of(InstructionId instruction) {
        return MDC.putCloseable(INSTRUCTION, instruction.toString());
    }
}
