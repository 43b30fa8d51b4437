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
 * {"action":"pause","reason":"…"}} or {@code {"action":"resume"}}. For every node, until it is
 * resumed.
 */
@Component
@Endpoint(id = "smppbinds")
class BindsEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BindsEndpoint.class);

    private final Binds binds;
    private final BindDesk desk;
    private final SmsLinks links;

    BindsEndpoint(Binds binds, BindDesk desk, SmsLinks links) {
        this.binds = binds;
        this.desk = desk;
        this.links = links;
    }

    enum Action {
        PAUSE,
        RESUME
    }

    /** How a bind stands. */
    record Standing(
            String id,
            String link,
            boolean paused,
            int boundSessions,
            int waiting,
            List<LinkStatus> sessions) {}

    @ReadOperation
    List<Standing> read() {
        return binds.all().stream().map(this::view).toList();
    }

    /** Null, and so 404, when there is no such bind. */
    @ReadOperation
    @Nullable
    Standing read(@Selector String bind) {
        return binds.find(bind).map(this::view).orElse(null);
    }

    @WriteOperation
    @Nullable
    Standing write(@Selector String bind, Action action, @Nullable String reason) {
        var found = binds.find(bind).orElse(null);
        if (found == null) {
            return null;
        }
        LOG.info(
                "{} {}s bind {}", person(), action.name().toLowerCase(java.util.Locale.ROOT), bind);
        switch (action) {
            case PAUSE -> desk.pause(bind, person(), orNone(reason), BindsEndpoint::noMore);
            case RESUME -> desk.resume(bind, BindsEndpoint::noMore);
        }
        return view(found);
    }

    private Standing view(Bind bind) {
        var id = bind.settings().id();
        return new Standing(
                id,
                links.ofBind(id).name(),
                bind.isPaused(),
                bind.boundSessions(),
                bind.waiting(),
                bind.statuses());
    }

    private static String orNone(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "no reason given" : reason;
    }

    /** Requests to the interface are in the log. */
    private static void noMore() {}

    private static String person() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "nobody known" : authentication.getName();
    }
}
