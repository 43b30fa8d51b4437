package kz.nusqau;

import kz.nusqau.platform.EndOfTests;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link HubUnderTest} of this JVM, started at the first use and closed at the
 * JVM's end:
 *
 * <pre>{@code
 * @ExtendWith(SharedHub.class)
 * class BalanceIT {
 *     @Test
 *     void answersBalance(HubUnderTest hub) { … }
 * }
 * }</pre>
 *
 * <p>Use numbers that no other class uses ({@link FreshMsisdn} has them), and leave no fault
 * switched on.
 */
public final class SharedHub implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HubUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Started.HUB;
    }

    /** Not in JUnit's store, which can end with each class: that is up to who runs the tests. */
    private static final class Started {

        private static final HubUnderTest HUB = HubUnderTest.start();

        static {
            EndOfTests.close(HUB::close);
        }
    }
}
