package kz.nusqau.sms;

import java.util.List;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.LinkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * {@code GET /actuator/smppbinds}; {@code POST /actuator/smppbinds/{bind}} with {@code
 * {"action":"pause","reason":"…"}} or {@code {"action":"resume"}}. For this node, until it ends.
 */
@Component
@Endpoint(id = "smppbinds")
class BindsEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BindsEndpoint.class);

    private final Binds binds;
    private final SmsLinks links;

    BindsEndpoint(Binds binds, SmsLinks links) {
        this.binds = binds;
        this.links = links;
    }

    enum Action {
        PAUSE,
        RESUME
    }

    /** How a bind stands. */
    record BindView(
            String id,
            String link,
            boolean paused,
            int boundSessions,
            int waiting,
            List<LinkStatus> sessions) {}

    @ReadOperation
    List<BindView> read() {
        return binds.all().stream().map(this::view).toList();
    }

    /** Null, and so 404, when there is no such bind. */
    @ReadOperation
    @Nullable
    BindView read(@Selector String bind) {
        return binds.find(bind).map(this::view).orElse(null);
    }

    @WriteOperation
    @Nullable
    BindView write(@Selector String bind, Action action, @Nullable String reason) {
        var found = binds.find(bind).orElse(null);
        if (found == null) {
            return null;
        }
        LOG.info(
                "{} {}s bind {}", person(), action.name().toLowerCase(java.util.Locale.ROOT), bind);
        switch (action) {
            case PAUSE -> found.pause("paused by " + person() + because(reason));
            case RESUME -> found.resume();
        }
        return view(found);
    }

    private BindView view(Bind bind) {
        var id = bind.settings().id();
        return new BindView(
                id,
                links.ofBind(id).name(),
                bind.isPaused(),
                bind.boundSessions(),
                bind.waiting(),
                bind.statuses());
    }

    private static String because(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }

    private static String person() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "nobody known" : authentication.getName();
    }
}
