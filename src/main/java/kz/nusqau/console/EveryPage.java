package kz.nusqau.console;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/**
 * What every page has in common: its frame, and how it says what went wrong. The interfaces tell
 * that in their own way.
 */
@ControllerAdvice(basePackageClasses = EveryPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class EveryPage {

    private static final Logger LOG = LoggerFactory.getLogger(EveryPage.class);

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        return Frame.of(request);
    }

    /** An id that is none is one that isn't there. */
    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView unreadable(HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler(Exception.class)
    ModelAndView any(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse said && said.getStatusCode().is4xxClientError()) {
            return page(request, said.getStatusCode());
        }
        LOG.error("the page {} failed", request.getRequestURI(), fault);
        return page(request, HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static ModelAndView page(HttpServletRequest request, HttpStatusCode status) {
        var page = new ModelAndView("console/problem");
        page.setStatus(status);
        page.addObject("status", status.value());
        page.addObject("frame", Frame.of(request));
        return page;
    }
}
