package kz.nusqau;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link HubUnderTest} of this JVM, started at the first use and closed after
 * the last test class:
 *
 * <pre>{@code
 * @ExtendWith(SharedHub.class)
 * class BalanceIT {
 *     @Test
 *     void answersBalance(HubUnderTest hub) { … }
 * }
 * }</pre>
 *
 * <p>Use numbers that no other class uses, and leave no fault switched on.
 */
public final class SharedHub implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedHub.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HubUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("hub", key -> new Shared(HubUnderTest.start()), Shared.class)
                .hub();
    }

    private record Shared(HubUnderTest hub) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            hub.close();
        }
    }
}
