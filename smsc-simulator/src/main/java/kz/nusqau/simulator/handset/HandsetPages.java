package kz.nusqau.simulator.handset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The handset page and its files, straight from memory. */
public final class HandsetPages extends Handler.Abstract.NonBlocking {

    private record Page(String type, ByteBuffer content) {}

    private static final Map<String, Page> PAGES =
            Map.of(
                    "/", page("handset.html", "text/html;charset=utf-8"),
                    "/handset.css", page("handset.css", "text/css;charset=utf-8"),
                    "/handset.js", page("handset.js", "text/javascript;charset=utf-8"),
                    "/segments.js", page("segments.js", "text/javascript;charset=utf-8"),
                    "/ussd.css", page("ussd.css", "text/css;charset=utf-8"),
                    "/ussd.js", page("ussd.js", "text/javascript;charset=utf-8"),
                    "/favicon.svg", page("favicon.svg", "image/svg+xml"));

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var page = PAGES.get(Request.getPathInContext(request));
        if (page == null) {
            return false;
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            Response.writeError(request, response, callback, 405);
            return true;
        }
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, page.type());
        headers.put(HttpHeader.CONTENT_LENGTH, page.content().remaining());
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        // Texts on the page come from outside: nothing but the page's own files may run.
        headers.put(
                "Content-Security-Policy",
                "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        response.write(true, page.content().duplicate(), callback);
        return true;
    }

    private static Page page(String name, String type) {
        try (var in = HandsetPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + name);
            }
            return new Page(type, ByteBuffer.wrap(in.readAllBytes()).asReadOnlyBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
