package kz.nusqau.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What stands around each page.
 *
 * @param user empty before somebody logged in
 * @param mayRead whether the user sees pages at all
 * @param mayAct whether the user may change something, or see numbers in clear
 * @param mayDecide whether the user may approve what takes two, and hold binds, counterparties and
 *     partners still
 * @param mayAudit whether the user may see the record of acts
 * @param path of the page
 */
record Frame(
        String user,
        boolean mayRead,
        boolean mayAct,
        boolean mayDecide,
        boolean mayAudit,
        String path,
        List<Tongue> languages) {

    /** A language that the page can be read in, and where. */
    record Tongue(String code, String address, boolean isChosen) {}

    static Frame of(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return new Frame(
                user == null ? "" : user.getName(),
                isAny(request, "SUPPORT", "SUPERVISOR", "AUDITOR", "ADMINISTRATOR"),
                isAny(request, "SUPPORT", "SUPERVISOR", "ADMINISTRATOR"),
                isAny(request, "SUPERVISOR", "ADMINISTRATOR"),
                isAny(request, "AUDITOR", "ADMINISTRATOR"),
                request.getRequestURI(),
                ConsoleConfiguration.LANGUAGES.stream()
                        .map(language -> tongue(request, language))
                        .toList());
    }

    private static boolean isAny(HttpServletRequest request, String... roles) {
        for (String role : roles) {
            if (request.isUserInRole(role)) {
                return true;
            }
        }
        return false;
    }

    /** What was posted can't be asked for again, so another language leads home. */
    private static Tongue tongue(HttpServletRequest request, Locale language) {
        var here =
                request.getMethod().equals("GET")
                        ? UriComponentsBuilder.fromPath(request.getRequestURI())
                                .query(request.getQueryString())
                        : UriComponentsBuilder.fromPath("/console/failed");
        return new Tongue(
                language.getLanguage(),
                here.replaceQueryParam(ConsoleConfiguration.LANGUAGE, language.getLanguage())
                        .build()
                        .toUriString(),
                LocaleContextHolder.getLocale().getLanguage().equals(language.getLanguage()));
    }
}
