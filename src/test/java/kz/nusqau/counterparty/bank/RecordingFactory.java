package kz.nusqau.counterparty.bank;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections that remember every text that is sent on them. */
final class RecordingFactory {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final ConnectionFactory factory;

    RecordingFactory(ConnectionFactory original) {
        factory = recording(ConnectionFactory.class, original);
    }

    ConnectionFactory factory() {
        return factory;
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    private <T> T recording(Class<T> type, Object original) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> invoke(original, method, arguments)));
    }

    private Object invoke(Object original, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("createTextMessage") && arguments != null) {
            texts.add((String) arguments[0]);
        }
        Object result;
        try {
            result = method.invoke(original, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        return switch (result) {
            case Connection connection -> recording(Connection.class, connection);
            case Session session -> recording(Session.class, session);
            case null, default -> result;
        };
    }
}
