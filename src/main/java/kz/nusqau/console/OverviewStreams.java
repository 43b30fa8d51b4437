package kz.nusqau.console;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open overviews what is new. All of a language are told the same, made once a second, and
 * only while there are any. Each has a thread of its own, so that a slow one keeps nobody waiting,
 * and there are only so many. A stream ends with its session.
 */
@Component
class OverviewStreams implements SmartLifecycle {

    static final int MOST = 32;
    static final int OF_ONE_SESSION = 4;

    private static final Logger LOG = LoggerFactory.getLogger(OverviewStreams.class);
    private static final Duration SILENT = Duration.ofSeconds(15);
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Overview overview;
    private final DayCharts charts;
    private final OverviewParts parts;
    private final SessionRegistry sessions;
    private final Clock clock;

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Map<Locale, Told> told = new ConcurrentHashMap<>();
    private boolean running;

    OverviewStreams(
            Overview overview,
            DayCharts charts,
            OverviewParts parts,
            SessionRegistry sessions,
            Clock clock) {
        this.overview = overview;
        this.charts = charts;
        this.parts = parts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What those of a language are told. */
    private record Told(String now, Instant minute, String day) {}

    /**
     * Begins to tell a page.
     *
     * @param until then it ends, whoever still looks
     * @return empty when too many are told already
     */
    synchronized Optional<SseEmitter> open(String session, Locale locale, Instant until) {
        if (!running || streams.size() >= MOST) {
            return Optional.empty();
        }
        // Of pages that are open in many windows the newest are told.
        streams.stream()
                .filter(each -> each.session.equals(session))
                .sorted(Comparator.comparing((Stream each) -> each.begun).reversed())
                .skip(OF_ONE_SESSION - 1L)
                .forEach(Stream::end);
        var stream = new Stream(session, locale, clock.instant(), until);
        streams.add(stream);
        stream.start();
        return Optional.of(stream.emitter);
    }

    /** Looks for those who look. */
    void turn() {
        streams.stream().filter(each -> isOver(each.session)).forEach(Stream::end);
        if (streams.isEmpty()) {
            told.clear();
            return;
        }
        Snapshot snapshot = overview.now();
        Instant minute = snapshot.at().truncatedTo(ChronoUnit.MINUTES);
        Set<Locale> read = streams.stream().map(each -> each.locale).collect(Collectors.toSet());
        told.keySet().retainAll(read);
        read.forEach(locale -> tell(locale, snapshot, minute));
        streams.forEach(Stream::wake);
    }

    private void tell(Locale locale, Snapshot snapshot, Instant minute) {
        Told before = told.get(locale);
        String day =
                before != null && before.minute.equals(minute)
                        ? before.day
                        : parts.day(charts.of(OverviewPages.FIGURES), locale);
        told.put(locale, new Told(parts.now(snapshot, locale), minute, day));
    }

    /** Logged out, or logged in elsewhere too often. */
    private boolean isOver(String session) {
        var known = sessions.getSessionInformation(session);
        return known == null || known.isExpired();
    }

    @EventListener
    void on(HttpSessionDestroyedEvent event) {
        streams.stream().filter(each -> each.session.equals(event.getId())).forEach(Stream::end);
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    /** Before the web server does, which would wait for them. */
    @Override
    public void stop() {
        synchronized (this) {
            running = false;
        }
        List<Stream> open = List.copyOf(streams);
        open.forEach(Stream::end);
        open.forEach(Stream::join);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** How many are told. */
    int open() {
        return streams.size();
    }

    /** One page that is told. */
    private final class Stream implements Runnable {

        private final String session;
        private final Locale locale;
        private final Instant begun;
        private final Instant until;
        private final SseEmitter emitter = new SseEmitter(0L);
        private final Semaphore wakes = new Semaphore(0);
        private final Map<String, String> sent = new HashMap<>();
        private volatile boolean ended;
        private @Nullable Thread thread;

        Stream(String session, Locale locale, Instant begun, Instant until) {
            this.session = session;
            this.locale = locale;
            this.begun = begun;
            this.until = until;
            emitter.onCompletion(this::end);
            emitter.onError(gone -> end());
        }

        void start() {
            thread = Thread.ofPlatform().name("overview-stream").daemon(true).start(this);
        }

        void wake() {
            if (wakes.availablePermits() == 0) {
                wakes.release();
            }
        }

        void end() {
            ended = true;
            wake();
        }

        void join() {
            try {
                Objects.requireNonNull(thread).join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            try {
                Instant heard = clock.instant();
                while (!ended && clock.instant().isBefore(until)) {
                    if (wakes.tryAcquire(1, TimeUnit.SECONDS)) {
                        wakes.drainPermits();
                    }
                    Instant now = clock.instant();
                    if (tellWhatIsNew()) {
                        heard = now;
                    } else if (Duration.between(heard, now).compareTo(SILENT) > 0) {
                        emitter.send(SseEmitter.event().comment(""));
                        heard = now;
                    }
                }
                // It shall not come again by itself.
                emitter.send(SseEmitter.event().name("over").data(""));
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("an open overview has gone: {}", String.valueOf(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                streams.remove(this);
            }
        }

        private boolean tellWhatIsNew() throws IOException {
            Told now = told.get(locale);
            if (now == null) {
                return false;
            }
            boolean isNew = send("now", now.now);
            return send("day", now.day) || isNew;
        }

        private boolean send(String name, String part) throws IOException {
            if (part.equals(sent.put(name, part))) {
                return false;
            }
            emitter.send(SseEmitter.event().name(name).data(part, MediaType.TEXT_HTML));
            return true;
        }
    }
}
