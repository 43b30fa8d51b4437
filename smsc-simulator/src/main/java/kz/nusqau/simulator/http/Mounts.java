package kz.nusqau.simulator.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a path and the thread it may run on. */
final class Mounts extends Handler.Abstract.NonBlocking {

    private record Mount(String prefix, Handler handler) {
        boolean covers(String path) {
            return path.startsWith(prefix)
                    && (prefix.endsWith("/")
                            || path.length() == prefix.length()
                            || path.charAt(prefix.length()) == '/');
        }
    }

    private volatile List<Mount> mounts = List.of();

    synchronized void add(String prefix, Handler handler) {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a prefix starts with a slash: " + prefix);
        }
        var changed = new ArrayList<>(mounts);
        changed.removeIf(mount -> mount.prefix().equals(prefix));
        changed.add(new Mount(prefix, handler));
        changed.sort(Comparator.comparingInt((Mount mount) -> mount.prefix().length()).reversed());
        mounts = List.copyOf(changed);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var handler = handlerOf(Request.getPathInContext(request));
        if (handler == null) {
            return false;
        }
        if (handler.getInvocationType() == InvocationType.NON_BLOCKING) {
            return handler.handle(request, response, callback);
        }
        request.getComponents()
                .getExecutor()
                .execute(() -> handleApart(handler, request, response, callback));
        return true;
    }

    private @Nullable Handler handlerOf(String path) {
        for (var mount : mounts) {
            if (mount.covers(path)) {
                return mount.handler();
            }
        }
        return null;
    }

    private static void handleApart(
            Handler handler, Request request, Response response, Callback callback) {
        try {
            if (!handler.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }

    void stopAll() {
        for (var mount : mounts) {
            try {
                mount.handler().stop();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "the handler for " + mount.prefix() + " does not stop", e);
            }
        }
    }
}
