package kz.nusqau.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the hub stands, at a glance; and a page for each of what can be held still. */
@Controller
@RequestMapping("/console/overview")
class OverviewPages {

    /** What is shown of the last day, one chart each. */
    static final List<Figure> FIGURES =
            Stream.of(
                            Measure.TEXTS_IN,
                            Measure.TEXTS_OUT,
                            Measure.PROPOSED,
                            Measure.SETTLED,
                            Measure.REFUSED,
                            Measure.RECEIPT,
                            Measure.UNANSWERED,
                            Measure.FAILURES,
                            Measure.HELD,
                            Measure.TRANSIT)
                    .map(Figure::of)
                    .toList();

    /** An open page must not keep a session alive for ever. */
    static final Duration TOLD_FOR = Duration.ofMinutes(20);

    private final Overview overview;
    private final DayCharts charts;
    private final OverviewStreams streams;
    private final Holding holding;
    private final OverviewFacts facts;
    private final Clock clock;

    OverviewPages(
            Overview overview,
            DayCharts charts,
            OverviewStreams streams,
            Holding holding,
            OverviewFacts facts,
            Clock clock) {
        this.overview = overview;
        this.charts = charts;
        this.streams = streams;
        this.holding = holding;
        this.facts = facts;
        this.clock = clock;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("snapshot", overview.now());
        model.addAttribute("charts", charts.of(FIGURES));
        model.addAttribute("made", clock.instant().getEpochSecond());
        return "console/overview/overview";
    }

    /**
     * What is new, as long as the page that was made then may be told. A browser doesn't ask again
     * after these answers.
     */
    @GetMapping("/stream")
    ResponseEntity<SseEmitter> stream(
            @RequestParam(defaultValue = "0") long made,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant now = clock.instant();
        Instant until = end(made, now);
        HttpSession session = request.getSession(false);
        if (session == null || !until.isAfter(now)) {
            return ResponseEntity.noContent().build();
        }
        // A proxy would keep it until there is more.
        response.setHeader("X-Accel-Buffering", "no");
        return streams.open(session.getId(), locale, until)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
    }

    /** A page of the future is one of now. */
    private static Instant end(long made, Instant now) {
        long seconds = Math.clamp(made, 0, now.getEpochSecond());
        return Instant.ofEpochSecond(seconds).plus(TOLD_FOR);
    }

    /** The page was closed: there is nobody to tell anything. */
    @ExceptionHandler(IOException.class)
    void gone(HttpServletResponse nobody) {}

    @GetMapping("/{subjects}/{id}")
    String one(@PathVariable String subjects, @PathVariable String id, Model model) {
        Subject subject = subject(subjects);
        OverviewFacts.One one =
                facts.of(overview.now(), subject, id).orElseThrow(OverviewPages::nothing);
        model.addAttribute("one", one);
        model.addAttribute("title", one.title());
        model.addAttribute("canBeHeld", holding.canHold(subject));
        model.addAttribute(
                "charts",
                charts.of(
                        subject.measures().stream()
                                .map(measure -> new Figure(measure, id))
                                .toList()));
        return "console/overview/one";
    }

    @PostMapping("/{subjects}/{id}/pause")
    String pause(
            @PathVariable String subjects,
            @PathVariable String id,
            @RequestParam(defaultValue = "") @Nullable String reason,
            Principal user,
            RedirectAttributes said) {
        return acted(true, subjects, id, reason, user.getName(), said);
    }

    @PostMapping("/{subjects}/{id}/resume")
    String resume(
            @PathVariable String subjects,
            @PathVariable String id,
            @RequestParam(defaultValue = "") @Nullable String reason,
            Principal user,
            RedirectAttributes said) {
        return acted(false, subjects, id, reason, user.getName(), said);
    }

    private String acted(
            boolean pauses,
            String subjects,
            String id,
            @Nullable String reason,
            String who,
            RedirectAttributes said) {
        Subject subject = subject(subjects);
        String why = Reasons.of("reason", reason == null ? "" : reason);
        if (!holding.canHold(subject) || facts.of(overview.now(), subject, id).isEmpty()) {
            throw nothing();
        }
        boolean done =
                pauses
                        ? holding.pause(subject, id, who, why)
                        : holding.resume(subject, id, who, why);
        overview.lookAgain();
        said.addFlashAttribute(
                "said",
                done ? "said." + Holding.act(subject, pauses).word() : "overview.said.late");
        return "redirect:" + subject.address(id);
    }

    private static Subject subject(String word) {
        return Subject.of(word).orElseThrow(OverviewPages::nothing);
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
