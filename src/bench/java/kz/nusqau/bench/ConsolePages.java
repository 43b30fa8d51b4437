package kz.nusqau.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.console.ConsoleClient;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Every page that the console answers with, each asked for with objects of its own. Which there are
 * its controllers say; one that needs no object is measured even where nobody told this of it, one
 * that does is named.
 */
final class ConsolePages {

    /** No pages: the way in, files, what is told as long as it is listened to. */
    private static final Set<String> NONE =
            Set.of(
                    "/console",
                    "/console/**",
                    "/console/login",
                    "/console/denied",
                    "/console/search",
                    "/console/assets/{name}",
                    "/console/overview/stream");

    /** Begins each page that is one. */
    private static final String MAIN = "<main id=\"main\"";

    private static final int SAMPLED = 2_000;

    private final JdbcTemplate jdbc;
    private final int objects;
    private final List<Page> pages = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * A page.
     *
     * @param requests one for each object
     */
    record Page(String name, List<Request> requests) {}

    /**
     * What is asked for.
     *
     * @param fields of a form, null for what is read
     * @param status of the right answer
     * @param sign stands in the right answer: in the page, or in the address it leads to
     */
    record Request(String path, List<String> fields, int status, String sign) {

        /** Posts or gets; what is wrong with the answer, empty for nothing. */
        String sent(ConsoleClient console) {
            var page =
                    fields.isEmpty()
                            ? console.get(path)
                            : console.post(path, fields.toArray(String[]::new));
            boolean isRight =
                    page.status() == status
                            && (status == 302 ? page.location() : page.body()).contains(sign)
                            && !page.body().contains("??");
            return isRight
                    ? ""
                    : "%s %s: %d %s, not %d with %s"
                            .formatted(path, fields, page.status(), page.location(), status, sign);
        }
    }

    /**
     * @param objects for each page
     * @param list a group replay
     */
    ConsolePages(JdbcTemplate jdbc, int objects, String list) {
        this.jdbc = jdbc;
        this.objects = objects;
        addOverview();
        addDesk();
        addGroups(list);
        addWork();
        addSearch();
        addHistory();
        addAudit();
        addOthers();
    }

    List<Page> all() {
        return pages;
    }

    /** By name. */
    Page named(String name) {
        return pages.stream().filter(page -> page.name.equals(name)).findFirst().orElseThrow();
    }

    private void addOverview() {
        String overview = "/console/overview";
        add(overview, "overview", overview);
        String one = overview + "/{subjects}/{id}";
        add(one, "a bind", overview + "/binds/kcell");
        each(
                one,
                "a counterparty",
                List.of("billing", "wooppay", "kazeuromobile", "kaspi", "halyk"),
                id -> get(overview + "/counterparties/" + id, id));
        add(one, "a partner", overview + "/partners/" + PartnerSpeed.PARTNER);
        add(one, "a queue", overview + "/queues/counterparty.billing");
    }

    private void addDesk() {
        String list = "/console/failed";
        add(list, "failed", list);
        each(list, "failed, deep", places(), at -> get(list + "?after=" + at, MAIN));
        each(
                list,
                "failed, in another state",
                List.of("all", "replayed", "resolved", "discarded", "superseded"),
                state -> get(list + "?state=" + state, MAIN));
        each(list, "failed, by cause", values("cause_group"), narrowed(list, "group"));
        each(list, "failed, by queue", values("queue"), narrowed(list, "queue"));
        each(list, "failed, by route", values("route"), narrowed(list, "route"));
        each(
                list,
                "failed, by age",
                List.of("hour", "day", "week", "older"),
                age -> get(list + "?age=" + age, MAIN));
        each(list, "failed, mine", List.of("administrator"), narrowed(list, "assignee"));
        each(
                list,
                "failed, by all of it, deep",
                places(),
                at ->
                        get(
                                list
                                        + "?queue=counterparty.billing&route=counterparty-billing"
                                        + "&age=older&after="
                                        + at,
                                MAIN));
        for (String source : List.of("command", "review", "inbox", "queue")) {
            List<String> ids = failed("source = '%s'".formatted(source));
            String item = list + "/";
            each(list + "/{id}", "a " + source, ids, id -> get(item + id, id));
            each(
                    list + "/{id}/replay",
                    "dry run of a " + source,
                    ids,
                    id -> get(item + id + "/replay", MAIN));
            each(
                    list + "/{id}/aftermath",
                    "aftermath of a " + source,
                    ids,
                    id -> get(item + id + "/aftermath", "id=\"aftermath\""));
        }
        each(
                list + "/{id}/edit",
                "edit",
                failed("source = 'queue' AND queue = 'bank.halyk.notices'"),
                id -> get(list + "/" + id + "/edit", MAIN));
        each(
                "/console/edits/{id}",
                "an edit",
                ids("SELECT id FROM failedmessages.edit ORDER BY random()"),
                id -> get("/console/edits/" + id, MAIN));
    }

    private static Function<String, Request> narrowed(String list, String by) {
        return value -> get(list + "?" + by + "=" + value, MAIN);
    }

    private void addGroups(String list) {
        String groups = "/console/groups";
        String group = groups + "/{id}";
        add(groups, "group replays", groups);
        add(group, "a group replay", groups + "/" + list);
        each(
                group,
                "a group replay, deep",
                IntStream.range(0, objects).mapToObj(n -> Integer.toString(n * 400)).toList(),
                after -> get("%s/%s?after=%s".formatted(groups, list, after), list));
        each(
                group,
                "a group replay, by state",
                List.of("waiting", "replayed", "idle", "outdated", "failed"),
                state -> get("%s/%s?state=%s".formatted(groups, list, state), list));
        add(
                group + "/progress",
                "progress of a group replay",
                groups + "/" + list + "/progress",
                "id=\"progress\"");
    }

    private void addWork() {
        add("/console/work", "work", "/console/work");
        each(
                "/console/breaks/{id}",
                "a break",
                ids("SELECT id FROM reconciliation.break ORDER BY random()"),
                id -> get("/console/breaks/" + id, MAIN));
    }

    private void addSearch() {
        List<Paid> paid = paid();
        List<String> phones =
                IntStream.range(0, objects)
                        .mapToObj(
                                n -> Long.toString(Work.FIRST_NUMBER + TestStand.PHONES + n * 37L))
                        .toList();
        String person = "/console/subscribers/";
        String timeline = "/console/instructions/";
        found("a phone number", phones, phone -> phone, phone -> person);
        found("a phone number as people say it", phones, ConsolePages::spoken, phone -> person);
        found("a payment number", paid, Paid::number, each -> timeline + each.instruction());
        found(
                "an instruction's id",
                paid,
                each -> each.instruction().toString(),
                each -> timeline + each.instruction());
        found(
                "a subscriber's id",
                paid,
                each -> each.subscriber().toString(),
                each -> person + each.subscriber());
        found("a failed message's id", failed("true"), id -> id, id -> "/console/failed/" + id);
        each(
                "/console/search",
                "search: what a partner asked for",
                ids("SELECT request_id FROM partner.request TABLESAMPLE SYSTEM (10)"),
                id -> search(id, 200, MAIN));
        each(
                "/console/search",
                "search: nothing like it",
                IntStream.range(0, objects).mapToObj(n -> UUID.randomUUID().toString()).toList(),
                id -> search(id, 200, MAIN));
    }

    private static String spoken(String phone) {
        return "8 (%s) %s-%s-%s"
                .formatted(
                        phone.substring(1, 4),
                        phone.substring(4, 7),
                        phone.substring(7, 9),
                        phone.substring(9));
    }

    private <T> void found(
            String name, List<T> things, Function<T, String> said, Function<T, String> address) {
        each(
                "/console/search",
                "search: " + name,
                things,
                each -> search(said.apply(each), 302, address.apply(each)));
    }

    private static Request search(String said, int status, String sign) {
        return new Request("/console/search", List.of("q", said), status, sign);
    }

    private void addHistory() {
        List<Paid> paid = paid();
        each(
                "/console/subscribers/{id}",
                "a subscriber",
                paid,
                each -> get("/console/subscribers/" + each.subscriber(), MAIN));
        String one = "/console/instructions/";
        each(
                one + "{id}",
                "timeline",
                paid,
                each -> get(one + each.instruction(), each.instruction().toString()));
        each(
                one + "{id}",
                "timeline of a payment that failed",
                ids(
                        "SELECT instruction FROM failedmessages.failed_message"
                                + " WHERE state = 'open' AND instruction IS NOT NULL"
                                + " ORDER BY random()"),
                id -> get(one + id, id));
        each(
                one + "{id}/timeline.txt",
                "timeline as text",
                paid,
                each -> get(one + each.instruction() + "/timeline.txt", each.number()));
    }

    private void addAudit() {
        String audit = "/console/audit";
        add(audit, "record", audit);
        each(
                audit,
                "record, deep",
                ids("SELECT id FROM console.act ORDER BY random()"),
                id -> get(audit + "?before=" + id, MAIN));
        add(audit, "record, checked", audit + "?check=true");
        add(audit + ".csv", "record, exported", audit + ".csv", "id,at,who");
    }

    /** What the controllers have beside these. */
    private void addOthers() {
        for (String pattern : patterns()) {
            if (!known.contains(pattern) && !pattern.contains("{")) {
                add(pattern, pattern, pattern);
            } else if (!known.contains(pattern)) {
                System.out.println("not measured, nobody told how to ask for it: " + pattern);
            }
        }
    }

    /** All that can be read by an address. */
    private static List<String> patterns() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scanner.findCandidateComponents("kz.nusqau").stream()
                .map(
                        found ->
                                ClassUtils.resolveClassName(
                                        String.valueOf(found.getBeanClassName()), null))
                .flatMap(ConsolePages::patterns)
                .filter(path -> path.startsWith("/console") && !NONE.contains(path))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> patterns(Class<?> controller) {
        var of = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        List<String> prefixes =
                of == null || of.path().length == 0 ? List.of("") : List.of(of.path());
        return Stream.of(controller.getDeclaredMethods())
                .map(
                        method ->
                                AnnotatedElementUtils.findMergedAnnotation(
                                        method, RequestMapping.class))
                .filter(mapping -> mapping != null)
                .filter(mapping -> List.of(mapping.method()).contains(RequestMethod.GET))
                .flatMap(
                        mapping ->
                                mapping.path().length == 0
                                        ? prefixes.stream()
                                        : Stream.of(mapping.path())
                                                .flatMap(
                                                        path ->
                                                                prefixes.stream()
                                                                        .map(it -> it + path)));
    }

    /** One that is the same each time. */
    private void add(String pattern, String name, String path) {
        add(pattern, name, path, MAIN);
    }

    private void add(String pattern, String name, String path, String sign) {
        each(pattern, name, List.of(path), each -> get(path, sign));
    }

    /** Those objects over and over where there are few; what there are none of is named. */
    private <T> void each(
            String pattern, String name, List<T> things, Function<T, Request> request) {
        known.add(pattern);
        if (things.isEmpty()) {
            System.out.println("not measured, there is none: " + name);
            return;
        }
        pages.add(
                new Page(
                        name,
                        IntStream.range(0, objects)
                                .mapToObj(n -> request.apply(things.get(n % things.size())))
                                .toList()));
    }

    private static Request get(String path, String sign) {
        return new Request(path, List.of(), 200, sign);
    }

    /** From the newest to the oldest. */
    private List<String> places() {
        return jdbc.queryForList(
                """
                SELECT to_char(last_failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                       || '_' || id
                  FROM (SELECT *, row_number() OVER (ORDER BY last_failed_at DESC) AS n,
                               count(*) OVER () AS all_of_them
                          FROM failedmessages.failed_message WHERE state = 'open') AS listed
                 WHERE n % greatest(1, all_of_them / ?) = 0 LIMIT ?
                """,
                String.class, objects, objects);
    }

    /** That open messages have; the largest first. */
    private List<String> values(String column) {
        return ids(
                """
                SELECT %1$s FROM failedmessages.failed_message
                 WHERE state = 'open' AND %1$s <> '' GROUP BY %1$s ORDER BY count(*) DESC
                """
                        .formatted(column));
    }

    private List<String> failed(String which) {
        return ids(
                "SELECT id FROM failedmessages.failed_message WHERE state = 'open' AND "
                        + which
                        + " ORDER BY random()");
    }

    private List<String> ids(String query) {
        return jdbc.query(query + " LIMIT ?", (row, n) -> row.getString(1), objects);
    }

    private record Paid(UUID instruction, UUID subscriber, String number) {}

    /** From all over the past. */
    private List<Paid> paid() {
        List<Paid> sampled =
                jdbc.query(
                        """
                        SELECT id, subscriber_id, payment_number
                          FROM payment.payment TABLESAMPLE SYSTEM (%s)
                         WHERE payment_number IS NOT NULL AND state = 'SETTLED'
                         ORDER BY random() LIMIT ?
                        """
                                .formatted(percent()),
                        (row, n) ->
                                new Paid(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        row.getString(3)),
                        objects);
        Map<UUID, Paid> different = new LinkedHashMap<>();
        sampled.forEach(each -> different.putIfAbsent(each.instruction(), each));
        return List.copyOf(different.values());
    }

    private String percent() {
        Double rows =
                jdbc.queryForObject(
                        "SELECT reltuples FROM pg_class WHERE oid = 'payment.payment'::regclass",
                        Double.class);
        return rows == null || rows < SAMPLED ? "100" : Double.toString(100.0 * SAMPLED / rows);
    }
}
