package kz.nusqau.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.webjars.WebJarVersionLocator;

/** What pages are made of beside themselves; these files, and no others. */
@Controller
class Assets {

    private static final String SCRIPT = "text/javascript;charset=utf-8";

    private final Map<String, Asset> assets =
            Map.of(
                    "console.css", own("console.css", "text/css;charset=utf-8"),
                    "console.js", own("console.js", SCRIPT),
                    "icon.svg", own("icon.svg", "image/svg+xml"),
                    "htmx.js", Asset.read(htmx(), SCRIPT));

    /**
     * A file.
     *
     * @param tag another one when the content is
     */
    private record Asset(byte[] content, MediaType type, String tag) {

        static Asset read(String path, String type) {
            try {
                byte[] content = new ClassPathResource(path).getContentAsByteArray();
                String tag = '"' + DigestUtils.md5DigestAsHex(content) + '"';
                return new Asset(content, MediaType.parseMediaType(type), tag);
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        }
    }

    private static Asset own(String name, String type) {
        return Asset.read("static/console/" + name, type);
    }

    private static String htmx() {
        String path = new WebJarVersionLocator().fullPath("htmx.org", "dist/htmx.min.js");
        if (path == null) {
            throw new IllegalStateException("htmx is not on the class path");
        }
        return path;
    }

    /** Asked for again each time, and sent again only when it has changed. */
    @GetMapping("/console/assets/{name}")
    ResponseEntity<byte[]> asset(@PathVariable String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(CacheControl.noCache())
                .eTag(asset.tag())
                .body(asset.content());
    }
}
