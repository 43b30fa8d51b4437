package kz.nusqau.failedmessages;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.nusqau.failedmessages.FailedMessages.DetailView;
import kz.nusqau.failedmessages.Filter.Place;
import kz.nusqau.platform.ApiFault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The failed-message desk over HTTP: {@code src/docs/api/operations.openapi.yaml}. */
@RestController
@RequestMapping("/api/failed-messages")
class FailedMessageController {

    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_REASON = 500;

    private final FailedMessages desk;

    FailedMessageController(FailedMessages desk) {
        this.desk = desk;
    }

    /**
     * A page of the list.
     *
     * @param next where the next page begins, null at the end
     */
    record Page(List<FailedMessageView> items, @Nullable String next) {}

    /** The groups of open messages, largest first. */
    record Groups(List<CauseGroupView> items) {}

    /** Why somebody acts. */
    record Act(@Nullable String reason) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String instruction,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") String limit) {
        int size = size(limit);
        var filter =
                Filter.of(
                        word("state", state, State.class),
                        word("source", source, Source.class),
                        group,
                        parsed("instruction", instruction, UUID::fromString, "a UUID"),
                        parsed("after", after, Place::parse, "what next said"),
                        size + 1);
        List<FailedMessageView> found = desk.list(filter);
        if (found.size() <= size) {
            return new Page(found, null);
        }
        List<FailedMessageView> page = found.subList(0, size);
        return new Page(page, Place.of(page.getLast()).toString());
    }

    private static int size(String limit) {
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= LONGEST_PAGE) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw ApiFault.field("limit", "a number from 1 to " + LONGEST_PAGE, e);
        }
        throw ApiFault.field("limit", "a number from 1 to " + LONGEST_PAGE);
    }

    private static <E extends Enum<E>> @Nullable E word(
            String field, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        return Stream.of(type.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> ApiFault.field(field, "one of " + words(type)));
    }

    private static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <T> @Nullable T parsed(
            String field, @Nullable String text, Function<String, T> parser, String form) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw ApiFault.field(field, form, e);
        }
    }

    @GetMapping("/groups")
    Groups groups() {
        return new Groups(desk.groups());
    }

    @GetMapping("/{id}")
    DetailView detail(@PathVariable String id) {
        return desk.detail(id(id)).orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/replay")
    ReplayView replay(@PathVariable String id, @RequestBody Act act, Principal user) {
        return desk.replay(id(id), user.getName(), reason(act.reason()))
                .orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/discard")
    DetailView discard(@PathVariable String id, @RequestBody Act act, Principal user) {
        var discarded =
                desk.discard(id(id), user.getName(), reason(act.reason()))
                        .orElseThrow(() -> notFound(id));
        if (!discarded.done()) {
            throw new ApiFault(
                    HttpStatus.CONFLICT,
                    "Nothing is left to discard; this message is "
                            + discarded.state().word()
                            + ".");
        }
        return detail(id);
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiFault.field("id", "a UUID", e);
        }
    }

    static ApiFault notFound(String id) {
        return ApiFault.notFound("failed message " + id);
    }

    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw ApiFault.field("reason", "a text of 1 to " + LONGEST_REASON + " characters");
        }
        return reason.strip();
    }
}
