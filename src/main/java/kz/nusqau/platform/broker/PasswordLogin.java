package kz.nusqau.platform.broker;

import java.io.IOException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.activemq.artemis.spi.core.security.jaas.CertificateCallback;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Lets users of the embedded broker in, with any of the passwords that are valid at that moment. A
 * certificate that a client showed has to be its user's own: by its common name.
 *
 * <p>Made by JAAS, one for each login.
 */
public final class PasswordLogin implements LoginModule {

    static final String USERS = "users";

    private final Set<Principal> principals = new LinkedHashSet<>();
    private @Nullable Subject subject;
    private @Nullable CallbackHandler callbacks;
    private @Nullable BrokerUsers users;

    @Override
    public void initialize(
            Subject subject,
            CallbackHandler callbacks,
            Map<String, ?> sharedState,
            Map<String, ?> options) {
        this.subject = subject;
        this.callbacks = callbacks;
        this.users = (BrokerUsers) options.get(USERS);
    }

    @Override
    public boolean login() throws LoginException {
        var name = new NameCallback("user");
        var password = new PasswordCallback("password", false);
        var certificate = new CertificateCallback();
        try {
            Objects.requireNonNull(callbacks).handle(new Callback[] {name, password, certificate});
        } catch (IOException | UnsupportedCallbackException e) {
            throw (LoginException) new LoginException("no user or password").initCause(e);
        }
        String user = name.getName();
        if (user == null
                || password.getPassword() == null
                || !known().admits(user, password.getPassword())) {
            throw new FailedLoginException("the user or the password is wrong");
        }
        requireOwn(certificate.getCertificates(), user);
        principals.add(new UserPrincipal(user));
        known().role(user).map(RolePrincipal::new).ifPresent(principals::add);
        return true;
    }

    private BrokerUsers known() {
        return Objects.requireNonNull(users);
    }

    private static void requireOwn(X509Certificate @Nullable [] certificates, String user)
            throws LoginException {
        if (certificates == null || certificates.length == 0) {
            return;
        }
        String owner = certificates[0].getSubjectX500Principal().getName();
        try {
            boolean own =
                    new LdapName(owner)
                            .getRdns().stream()
                                    .anyMatch(
                                            part ->
                                                    part.getType().equalsIgnoreCase("CN")
                                                            && user.equals(part.getValue()));
            if (!own) {
                throw new FailedLoginException("not the certificate of " + user + ": " + owner);
            }
        } catch (InvalidNameException e) {
            throw (LoginException)
                    new FailedLoginException("a certificate without a name").initCause(e);
        }
    }

    @Override
    public boolean commit() {
        Objects.requireNonNull(subject).getPrincipals().addAll(principals);
        return !principals.isEmpty();
    }

    @Override
    public boolean abort() {
        principals.clear();
        return true;
    }

    @Override
    public boolean logout() {
        Objects.requireNonNull(subject).getPrincipals().removeAll(principals);
        principals.clear();
        return true;
    }
}
