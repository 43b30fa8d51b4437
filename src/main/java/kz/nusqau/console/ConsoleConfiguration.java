package kz.nusqau.console;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** In which language the pages are: as somebody chose, else as the browser asks, else Russian. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    static final String LANGUAGE = "lang";
    static final List<Locale> LANGUAGES = List.of(Locale.of("kk"), Locale.of("ru"), Locale.ENGLISH);
    private static final Locale OTHERWISE = Locale.of("ru");

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver("nusqau-language");
        resolver.setCookiePath("/console");
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(
                request -> {
                    if (request.getHeader("Accept-Language") == null) {
                        return OTHERWISE;
                    }
                    var wanted = Locale.LanguageRange.parse(header(request.getLocales()));
                    Locale found = Locale.lookup(wanted, LANGUAGES);
                    return found == null ? OTHERWISE : found;
                });
        return resolver;
    }

    /** In the order in which the browser asks for them. */
    private static String header(Enumeration<Locale> wanted) {
        return Collections.list(wanted).stream()
                .map(Locale::toLanguageTag)
                .collect(Collectors.joining(","));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName(LANGUAGE);
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change).addPathPatterns("/console/**");
    }
}
