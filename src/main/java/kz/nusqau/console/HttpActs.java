package kz.nusqau.console;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.Principal;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What people and their programs want done over HTTP is on record before it is done, with the
 * reason that they give, whatever comes of it then: that stands where it was done. Who may not, is
 * sent away before.
 */
@Component
class HttpActs extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_REASON = 500;

    /** More than any body with a reason has. */
    private static final int LOOKED_AT_BYTES = 256 * 1024;

    private final AuditLog audit;
    private final ObjectMapper json;

    HttpActs(AuditLog audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal user = request.getUserPrincipal();
        if (user == null) {
            chain.doFilter(request, response);
            return;
        }
        byte[] start =
                isJson(request)
                        ? request.getInputStream().readNBytes(LOOKED_AT_BYTES)
                        : new byte[0];
        String subject = request.getMethod() + " " + request.getRequestURI();
        audit.record(
                user.getName(),
                Act.ASKED_OVER_HTTP,
                StringUtils.truncate(subject, LONGEST_SUBJECT),
                reason(start),
                "");
        chain.doFilter(new Begun(request, start), response);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_JSON_VALUE);
    }

    /** Empty where there is none; what is no JSON is answered with its fault by who reads it. */
    private String reason(byte[] body) throws IOException {
        if (body.length == 0) {
            return "";
        }
        try {
            String reason = json.readTree(body).path("reason").asText("").strip();
            return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        } catch (JacksonException e) {
            return "";
        }
    }

    /** A request whose body was begun: from its start again. */
    private static final class Begun extends HttpServletRequestWrapper {

        private final byte[] start;

        Begun(HttpServletRequest request, byte[] start) {
            super(request);
            this.start = start;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Whole(
                    new SequenceInputStream(
                            new ByteArrayInputStream(start), super.getInputStream()));
        }
    }

    /** Read by waiting only. */
    private static final class Whole extends ServletInputStream {

        private final InputStream stream;

        Whole(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return stream.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return stream.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("read by waiting only");
        }
    }
}
