package kz.nusqau.sms;

import java.util.Optional;
import kz.nusqau.mailbox.PhoneLinks;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.sms.SmsLinks.SmsLink;
import org.springframework.stereotype.Component;

/** The link that serves a number ({@code nusqau.routing.*}), or else the first that there is. */
@Component
class ConfiguredLinks implements PhoneLinks {

    private final NumberRouting routing;
    private final SmsLinks links;

    ConfiguredLinks(NumberRouting routing, SmsLinks links) {
        this.routing = routing;
        this.links = links;
    }

    @Override
    public Optional<String> linkOf(Msisdn phone) {
        return routing.linkOf(phone).or(this::first);
    }

    @Override
    public boolean sendsFrom(String link, String sender) {
        return links.named(link).sendsFrom(sender);
    }

    @Override
    public int parts(String text) {
        return links.all().stream()
                .mapToInt(link -> SmsChannel.parts(text, link).size())
                .max()
                .orElse(1);
    }

    private Optional<String> first() {
        return links.all().stream().map(SmsLink::name).findFirst();
    }
}
