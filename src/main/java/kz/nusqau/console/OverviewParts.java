package kz.nusqau.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/** Makes the parts of the overview that are sent on their own, for all who read a language. */
@Component
class OverviewParts {

    private final ITemplateEngine templates;
    private final ThymeleafEvaluationContext beans;

    OverviewParts(ITemplateEngine templates, ApplicationContext context) {
        this.templates = templates;
        this.beans = new ThymeleafEvaluationContext(context, null);
    }

    String now(Snapshot snapshot, Locale locale) {
        return part("now", locale, Map.of("snapshot", snapshot));
    }

    String day(List<DayChart> charts, Locale locale) {
        return part("day", locale, Map.of("charts", charts));
    }

    private String part(String name, Locale locale, Map<String, Object> model) {
        var context = new Context(locale, model);
        context.setVariable(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                beans);
        // The words ask for it.
        LocaleContextHolder.setLocale(locale);
        try {
            return templates.process("console/overview/live", Set.of(name), context);
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }
}
