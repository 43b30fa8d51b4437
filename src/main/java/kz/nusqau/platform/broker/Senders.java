package kz.nusqau.platform.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A broker plugin: each message says who sent it, in {@code _AMQ_VALIDATED_USER} ({@code
 * JMSXUserID} of JMS), and that is the user as whom its session was let in. What the sender wrote
 * there is gone, by whatever protocol it came.
 *
 * <p>{@code populate-validated-user} does that for CORE, STOMP and OpenWire. On an AMQP message it
 * does nothing, and an application property of that name would pass for the broker's word.
 *
 * <p>It also refuses AMQP messages that can't be turned into JMS messages, or not at a reasonable
 * price: the broker turns them when it delivers, and one that fails there ends the consumer instead
 * of the message, again and again.
 *
 * <p>It needs nothing but Artemis, so that it can be put into the {@code lib} folder of a broker of
 * its own; {@code src/ops/broker} says how.
 */
public final class Senders implements ActiveMQServerPlugin {

    /** Sixteen times what the contract allows: what is less too large gets an answer. */
    private static final long MOST_BYTES = 1 << 20;

    private @Nullable String clusterUser;

    @Override
    public void registered(ActiveMQServer server) {
        clusterUser = server.getConfiguration().getClusterUser();
    }

    @Override
    public void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue)
            throws ActiveMQException {
        String user = session.getValidatedUser();
        if (user == null) {
            throw new ActiveMQException(
                    "nobody sends without a name", ActiveMQExceptionType.SECURITY_EXCEPTION);
        }
        if (user.equals(clusterUser)) {
            // From another broker of the cluster, which has said whose it is.
            return;
        }
        try {
            message.setBrokerProperty(Message.HDR_VALIDATED_USER, SimpleString.of(user));
        } catch (RuntimeException e) {
            // What a plugin throws is logged and forgotten, unless it is of this kind.
            throw unreadable(e);
        }
        if (!(message instanceof ICoreMessage)) {
            requireReadable(message);
        }
    }

    private static void requireReadable(Message message) throws ActiveMQException {
        if (message.getWholeMessageSize() > MOST_BYTES) {
            throw new ActiveMQException(
                    "more than %d bytes".formatted(MOST_BYTES),
                    ActiveMQExceptionType.LARGE_MESSAGE_ERROR_BODY);
        }
        try {
            message.toCore();
        } catch (RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    private static ActiveMQException unreadable(Throwable cause) {
        return new ActiveMQException(
                "can't be read: " + cause, cause, ActiveMQExceptionType.INTERNAL_ERROR);
    }
}
