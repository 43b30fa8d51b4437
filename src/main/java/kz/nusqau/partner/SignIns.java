package kz.nusqau.partner;

import java.util.Optional;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.PartnerUsers;
import org.springframework.stereotype.Component;

/** Who really acts for a partner (R-ACC-4). */
@Component
final class SignIns {

    private final PartnerUsers users;
    private final CodeStore codes;
    private final PartnerProperties properties;

    SignIns(PartnerUsers users, CodeStore codes, PartnerProperties properties) {
        this.users = users;
        this.codes = codes;
        this.properties = properties;
    }

    /** Empty for a user who isn't signed in: a name alone is nobody. A read. */
    Optional<PartnerUser> user(String partner, Wish.By by) {
        return codes.signedIn(partner, by.code(), properties.partnerApi().session())
                .flatMap(
                        subscriber ->
                                users.find(partner, by.user())
                                        .filter(user -> user.subscriber().equals(subscriber)));
    }

    static Answer.Failed notSignedIn() {
        return Answer.Failed.because(
                FaultCode.NOT_SIGNED_IN,
                "no code of that user was verified for signing in a short time ago");
    }
}
