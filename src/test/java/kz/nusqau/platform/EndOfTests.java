package kz.nusqau.platform;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Closes what lives as long as this JVM: the last first, and the folders when all is closed. */
public final class EndOfTests {

    private static final Deque<Runnable> CLOSINGS = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(EndOfTests::come, "end-of-tests"));
    }

    private EndOfTests() {}

    public static void close(Runnable closing) {
        CLOSINGS.push(closing);
    }

    private static void come() {
        for (Runnable closing : CLOSINGS) {
            try {
                closing.run();
            } catch (RuntimeException e) {
                System.err.println("not closed: " + e);
            }
        }
        TemporaryFolder.deleteAll();
    }
}
