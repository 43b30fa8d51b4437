package kz.nusqau.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into force on this node what was published, here or elsewhere: all documents at once, as one
 * catalogue. A version that can't be read, as another release may have written it, holds nothing
 * up: the one before goes on, and people are told.
 */
final class CatalogueWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueWatch.class);

    private final CatalogueLoader loader;
    private final Map<CatalogueDocument, SourceText> files;
    private final Published published;
    private final Clock clock;
    private final CatalogueInForce inForce;

    private Map<CatalogueDocument, List<Integer>> seen;
    private volatile Standing standing;

    /** Reads what holds at the start; only a fault in the files themselves stops that. */
    CatalogueWatch(
            CatalogueLoader loader,
            Map<CatalogueDocument, SourceText> files,
            Published published,
            Clock clock) {
        this.loader = loader;
        this.files = Map.copyOf(files);
        this.published = published;
        this.clock = clock;
        this.seen = published.numbers();
        var loaded = load(seen, List.of());
        this.inForce = new CatalogueInForce(loaded.catalogue());
        this.standing = loaded.standing();
    }

    /**
     * What holds on this node.
     *
     * @param versions of each document, 0 as shipped
     */
    record Standing(
            CatalogueSources sources,
            Map<CatalogueDocument, Integer> versions,
            List<UnreadVersion> unread) {

        int version(CatalogueDocument document) {
            return Objects.requireNonNull(versions.get(document));
        }
    }

    private record Loaded(Catalogue catalogue, Standing standing) {}

    CatalogueInForce inForce() {
        return inForce;
    }

    Standing standing() {
        return standing;
    }

    SourceText file(CatalogueDocument document) {
        return Objects.requireNonNull(files.get(document));
    }

    /** Takes over what was published since; costs a short query when that is nothing. */
    synchronized void look() {
        var numbers = published.numbers();
        if (numbers.equals(seen)) {
            return;
        }
        var loaded = load(numbers, standing.unread());
        inForce.replace(loaded.catalogue());
        standing = loaded.standing();
        seen = numbers;
        LOG.info("the catalogue in force: {}", loaded.standing().versions());
    }

    private Loaded load(Map<CatalogueDocument, List<Integer>> numbers, List<UnreadVersion> known) {
        var back = new EnumMap<CatalogueDocument, Integer>(CatalogueDocument.class);
        var faults = new EnumMap<CatalogueDocument, String>(CatalogueDocument.class);
        while (true) {
            var versions = versions(numbers, back);
            var sources = sources(numbers, versions);
            try {
                var catalogue = loader.load(sources, false);
                return new Loaded(
                        catalogue,
                        new Standing(sources, versions, unread(numbers, versions, faults, known)));
            } catch (RuntimeException e) {
                // Whatever a reader trips over: what others may have written must stop no start.
                var wrong = wrong(e, numbers, versions, back);
                LOG.error("published versions of {} can't be read; earlier ones go on", wrong, e);
                for (CatalogueDocument document : wrong) {
                    back.merge(document, 1, Integer::sum);
                    faults.putIfAbsent(document, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /**
     * Which have to go one version back: the document that the fault names; where it names none, or
     * the files', the one without whose version all can be read; else all.
     */
    private List<CatalogueDocument> wrong(
            RuntimeException fault,
            Map<CatalogueDocument, List<Integer>> numbers,
            Map<CatalogueDocument, Integer> versions,
            Map<CatalogueDocument, Integer> back) {
        var movable =
                versions.keySet().stream().filter(each -> version(versions, each) > 0).toList();
        if (movable.isEmpty()) {
            throw fault;
        }
        CatalogueDocument named = fault instanceof CatalogueFault known ? known.document() : null;
        if (named != null && movable.contains(named)) {
            return List.of(named);
        }
        return movable.stream()
                .filter(each -> isReadableWithout(each, numbers, back))
                .findFirst()
                .map(List::of)
                .orElse(movable);
    }

    /** What is wrong is told where it is read for good. */
    private boolean isReadableWithout(
            CatalogueDocument document,
            Map<CatalogueDocument, List<Integer>> numbers,
            Map<CatalogueDocument, Integer> back) {
        var further = new EnumMap<CatalogueDocument, Integer>(CatalogueDocument.class);
        further.putAll(back);
        further.merge(document, 1, Integer::sum);
        var sources = sources(numbers, versions(numbers, further));
        try {
            loader.load(sources, false);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static int version(
            Map<CatalogueDocument, Integer> versions, CatalogueDocument document) {
        return Objects.requireNonNull(versions.get(document));
    }

    private static Map<CatalogueDocument, Integer> versions(
            Map<CatalogueDocument, List<Integer>> numbers, Map<CatalogueDocument, Integer> back) {
        var versions = new EnumMap<CatalogueDocument, Integer>(CatalogueDocument.class);
        for (CatalogueDocument document : CatalogueDocument.values()) {
            var all = numbers.getOrDefault(document, List.of());
            int steps = back.getOrDefault(document, 0);
            versions.put(document, steps < all.size() ? all.get(steps) : 0);
        }
        return versions;
    }

    private CatalogueSources sources(
            Map<CatalogueDocument, List<Integer>> numbers,
            Map<CatalogueDocument, Integer> versions) {
        var texts = new EnumMap<CatalogueDocument, SourceText>(CatalogueDocument.class);
        versions.forEach((document, number) -> texts.put(document, text(document, number)));
        return new CatalogueSources(texts, formerProviders(numbers));
    }

    SourceText text(CatalogueDocument document, int number) {
        return number == 0 ? file(document) : published.text(document, number);
    }

    /** Whoever could be paid by any version; what can't be read had none. */
    private List<Provider> formerProviders(Map<CatalogueDocument, List<Integer>> numbers) {
        var texts = new ArrayList<SourceText>();
        numbers.getOrDefault(CatalogueDocument.PROVIDERS, List.of())
                .forEach(number -> texts.add(text(CatalogueDocument.PROVIDERS, number)));
        texts.add(file(CatalogueDocument.PROVIDERS));
        var providers = new ArrayList<Provider>();
        for (SourceText text : texts) {
            try {
                providers.addAll(ProvidersFile.read(YamlEntry.read(text)).providers());
            } catch (RuntimeException e) {
                LOG.warn("nobody is known from {}, which can't be read", text.name(), e);
            }
        }
        return providers;
    }

    private List<UnreadVersion> unread(
            Map<CatalogueDocument, List<Integer>> numbers,
            Map<CatalogueDocument, Integer> versions,
            Map<CatalogueDocument, String> faults,
            List<UnreadVersion> known) {
        var unread = new ArrayList<UnreadVersion>();
        faults.forEach(
                (document, fault) -> {
                    int number = numbers.getOrDefault(document, List.of()).getFirst();
                    unread.add(
                            new UnreadVersion(
                                    document,
                                    number,
                                    version(versions, document),
                                    fault,
                                    since(document, number, known)));
                });
        return List.copyOf(unread);
    }

    /** What was unread before stays so from then. */
    private Instant since(CatalogueDocument document, int number, List<UnreadVersion> known) {
        return known.stream()
                .filter(each -> each.document() == document && each.number() == number)
                .map(UnreadVersion::since)
                .findFirst()
                .orElseGet(clock::instant);
    }

    /**
     * Reads another text of one document together with what holds of the others.
     *
     * @throws CatalogueFault where it can't be in force
     */
    Catalogue tried(SourceText candidate) {
        try {
            return loader.load(
                    standing.sources().with(candidate),
                    candidate.document() == CatalogueDocument.TEXTS);
        } catch (CatalogueFault e) {
            throw e;
        } catch (RuntimeException e) {
            // People write all sorts of things; what a reader trips over is theirs to mend.
            LOG.warn("{} can't be read", candidate.name(), e);
            throw new CatalogueFault(
                    candidate.document(), 0, candidate.name() + ": not readable: " + e, e);
        }
    }
}
