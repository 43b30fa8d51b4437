package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays in memory while something goes on: it may grow in the first half, not in the second.
 */
public final class Heap {

    private static final int LOOKS = 10;
    private static final long MORE_THAN_CHANCE = 16L * 1024 * 1024;

    private final long steps;
    private final List<Long> used = new ArrayList<>();

    /** For so many steps. */
    public Heap(long steps) {
        this.steps = steps;
    }

    /** Called with how many steps are done; looks ten times in all. */
    public void look(long done) {
        if (done * LOOKS / steps >= used.size() + 1) {
            // Twice: the first may leave what the second finds unreachable.
            System.gc();
            System.gc();
            used.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

    public void assertSteady() {
        System.out.println(
                "heap after collection, MB: "
                        + used.stream().map(octets -> octets / (1024 * 1024)).toList());
        long middle = used.get(used.size() / 2);
        assertThat(used.getLast() - middle)
                .as("growth of the heap in octets, %s", used)
                .isLessThan(MORE_THAN_CHANCE);
    }
}
