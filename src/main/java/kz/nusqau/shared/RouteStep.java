package kz.nusqau.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * A bean that a YAML route names: renaming it breaks the route, and a test checks both directions.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface RouteStep {

    /** The bean's name in {@code ref:}. */
    @org.springframework.core.annotation.AliasFor(annotation = Component.class)
    String value();
}
