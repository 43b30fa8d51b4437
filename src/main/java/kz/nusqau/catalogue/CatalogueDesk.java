package kz.nusqau.catalogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueOutcome.Result;
import kz.nusqau.catalogue.CatalogueVersion.State;
import kz.nusqau.platform.AfterCommit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Versions of the catalogue's documents: one person drafts, another one approves, and then they
 * hold on every node. What once held can be brought back in the same way.
 */
@Component
public class CatalogueDesk {

    /**
     * Three times the longest that is shipped; in a form, where a letter takes six characters, it
     * is still less than the 2 MB that Tomcat reads of one.
     */
    public static final int LONGEST = 1 << 18;

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final VersionStore versions;
    private final CatalogueWatch watch;
    private final CatalogueInForce inForce;
    private final ObjectProvider<CatalogueGuard> guards;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CatalogueDesk(
            VersionStore versions,
            CatalogueWatch watch,
            CatalogueInForce inForce,
            ObjectProvider<CatalogueGuard> guards,
            TransactionTemplate transaction,
            Clock clock) {
        this.versions = versions;
        this.watch = watch;
        this.inForce = inForce;
        this.guards = guards;
        this.transaction = transaction;
        this.clock = clock;
    }

    public List<DocumentStanding> documents() {
        return Stream.of(CatalogueDocument.values()).map(this::standing).toList();
    }

    public DocumentStanding standing(CatalogueDocument document) {
        var standing = watch.standing();
        int number = standing.version(document);
        var version = number == 0 ? null : versions.find(document, number).orElseThrow();
        var file = watch.file(document);
        return new DocumentStanding(
                document,
                file.name(),
                number,
                version,
                versions.open(document).orElse(null),
                version != null && !version.shippedDigest().equals(digest(file.text())),
                standing.unread().stream()
                        .filter(each -> each.document() == document)
                        .findFirst()
                        .orElse(null));
    }

    /** Published versions that this node can't read. */
    public List<UnreadVersion> unread() {
        return watch.standing().unread();
    }

    /** All versions of a document, the latest first. */
    public List<CatalogueVersion> history(CatalogueDocument document) {
        return versions.of(document);
    }

    /** That wait for a second person, the oldest first. */
    public List<CatalogueVersion> proposed() {
        return versions.proposed();
    }

    public Optional<CatalogueVersion> find(CatalogueDocument document, int number) {
        return versions.find(document, number);
    }

    /** Of 0, as shipped. */
    public Optional<String> text(CatalogueDocument document, int number) {
        return number == 0 || versions.find(document, number).isPresent()
                ? Optional.of(watch.text(document, number).text())
                : Optional.empty();
    }

    public String textInForce(CatalogueDocument document) {
        return watch.standing().sources().of(document).text();
    }

    /** What a change begins with: the open version where there is one, else what holds. */
    public String workedOn(CatalogueDocument document) {
        return versions.open(document)
                .map(open -> watch.text(document, open.number()).text())
                .orElseGet(() -> textInForce(document));
    }

    /** By which it is known whether a text is the one that somebody saw. */
    public static String digest(String text) {
        return SourceText.digest(text);
    }

    /** What would have to be said of a text if it were proposed now. */
    public CatalogueCheck check(CatalogueDocument document, String text) {
        return check(
                SourceText.of(
                        document,
                        versions.open(document).map(CatalogueVersion::number).orElse(0),
                        text));
    }

    private CatalogueCheck check(SourceText candidate) {
        try {
            var catalogue = watch.tried(candidate);
            var remarks =
                    Comparison.of(
                            candidate,
                            inForce.now(),
                            catalogue,
                            LocalDate.now(clock.withZone(ALMATY)));
            String against =
                    guards.stream()
                            .flatMap(guard -> guard.against(catalogue).stream())
                            .findFirst()
                            .orElse(null);
            return new CatalogueCheck(against, 0, remarks);
        } catch (CatalogueFault e) {
            return new CatalogueCheck(String.valueOf(e.getMessage()), e.line(), List.of());
        }
    }

    /**
     * Keeps a text as the draft of somebody, who may have one already; others' are theirs.
     *
     * @param text right or not: it is work under way
     * @param seen digest of what {@link #workedOn} was when the change was begun
     */
    public CatalogueOutcome save(CatalogueDocument document, String text, String seen, String who) {
        String kept = tidy(text);
        return decided(
                () ->
                        versions.open(document)
                                .map(open -> outcome(rewrite(open, kept, seen, who), open.number()))
                                .orElseGet(() -> begin(document, kept, seen, who)));
    }

    private Result rewrite(CatalogueVersion open, String text, String seen, String who) {
        if (!open.isOf(who)) {
            return Result.NOT_OWN;
        }
        if (open.state() != State.DRAFT) {
            return Result.OVER;
        }
        if (!open.digest().equals(seen)) {
            return Result.CHANGED;
        }
        versions.rewrite(open, text);
        return Result.DONE;
    }

    private CatalogueOutcome begin(
            CatalogueDocument document, String text, String seen, String who) {
        String holds = textInForce(document);
        if (!digest(holds).equals(seen)) {
            return outcome(Result.CHANGED, 0);
        }
        return text.equals(holds)
                ? outcome(Result.UNCHANGED, 0)
                : outcome(Result.DONE, draft(document, text, null, who));
    }

    /** Line ends are a browser's; a file ends with one. */
    private static String tidy(String text) {
        return text.replace("\r\n", "\n").stripTrailing() + "\n";
    }

    private int draft(
            CatalogueDocument document, String text, @Nullable Integer restores, String who) {
        return versions.draft(document, text, digest(watch.file(document).text()), restores, who);
    }

    /** Asks for a second person; only what is right is asked about. */
    public CatalogueOutcome propose(
            CatalogueDocument document, int number, String who, String reason) {
        return of(
                document,
                number,
                version -> {
                    if (!version.isOf(who)) {
                        return Result.NOT_OWN;
                    }
                    if (version.state() != State.DRAFT) {
                        return Result.OVER;
                    }
                    var text = watch.text(document, number);
                    if (text.text().equals(textInForce(document))) {
                        return Result.UNCHANGED;
                    }
                    if (!check(text).isRight()) {
                        return Result.FAULTY;
                    }
                    versions.propose(version, reason);
                    return Result.DONE;
                });
    }

    /**
     * Puts it into force, on this node at once and on the others within seconds.
     *
     * @param digest of the text that was seen
     */
    public CatalogueOutcome approve(
            CatalogueDocument document, int number, String digest, String who, String reason) {
        return of(
                document,
                number,
                version -> {
                    if (version.isOf(who)) {
                        return Result.OWN;
                    }
                    if (version.state() != State.PROPOSED) {
                        return Result.OVER;
                    }
                    if (!version.digest().equals(digest)) {
                        return Result.CHANGED;
                    }
                    if (!check(watch.text(document, number)).isRight()) {
                        return Result.FAULTY;
                    }
                    versions.decide(version, State.PUBLISHED, who, reason);
                    AfterCommit.run(watch::look);
                    return Result.DONE;
                });
    }

    /** Back to its drafter, by whoever may decide or by the drafter. */
    public CatalogueOutcome sendBack(
            CatalogueDocument document, int number, String who, String reason) {
        return of(
                document,
                number,
                version -> {
                    if (version.state() != State.PROPOSED) {
                        return Result.OVER;
                    }
                    versions.decide(version, State.DRAFT, who, reason);
                    return Result.DONE;
                });
    }

    /** Ends it; also by somebody else, or nobody could go on while its drafter is away. */
    public CatalogueOutcome withdraw(
            CatalogueDocument document, int number, String who, String reason) {
        return of(
                document,
                number,
                version -> {
                    if (!version.isOpen()) {
                        return Result.OVER;
                    }
                    versions.decide(version, State.WITHDRAWN, who, reason);
                    return Result.DONE;
                });
    }

    /** Proposes what once held, 0 as shipped. */
    public CatalogueOutcome restore(
            CatalogueDocument document, int earlier, String who, String reason) {
        return decided(
                () -> {
                    var open = versions.open(document);
                    if (open.isPresent()) {
                        return outcome(Result.OVER, open.get().number());
                    }
                    var found = versions.find(document, earlier);
                    if (earlier != 0
                            && found.filter(each -> each.state() == State.PUBLISHED).isEmpty()) {
                        return outcome(Result.OVER, 0);
                    }
                    String text = watch.text(document, earlier).text();
                    if (text.equals(textInForce(document))) {
                        return outcome(Result.UNCHANGED, 0);
                    }
                    if (!check(document, text).isRight()) {
                        return outcome(Result.FAULTY, 0);
                    }
                    int number = draft(document, text, earlier, who);
                    versions.propose(versions.find(document, number).orElseThrow(), reason);
                    return outcome(Result.DONE, number);
                });
    }

    private CatalogueOutcome of(
            CatalogueDocument document, int number, Function<CatalogueVersion, Result> decision) {
        return decided(
                () ->
                        outcome(
                                versions.find(document, number).map(decision).orElse(Result.OVER),
                                number));
    }

    private static CatalogueOutcome outcome(Result result, int number) {
        return new CatalogueOutcome(result, number);
    }

    /** One after the other, each by what holds then: others may have published meanwhile. */
    private CatalogueOutcome decided(Supplier<CatalogueOutcome> deed) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            versions.inTurn();
                            watch.look();
                            return deed.get();
                        }));
    }
}
