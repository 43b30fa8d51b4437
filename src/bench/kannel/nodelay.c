/*
 * Preloaded into Kannel: sets TCP_NODELAY on its TCP connections, which Kannel doesn't do itself.
 * Without it every reply at a small window waits 40 ms for a delayed acknowledgement.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

static int without_delay(int fd)
{
    int on = 1;
    /* Fails on sockets that aren't TCP; they need none. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
    static int (*real)(int, const struct sockaddr *, socklen_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "connect");
    return real(without_delay(fd), address, length);
}

int accept(int fd, struct sockaddr *address, socklen_t *length)
{
    static int (*real)(int, struct sockaddr *, socklen_t *);
    int accepted;
    if (!real)
        real = dlsym(RTLD_NEXT, "accept");
    accepted = real(fd, address, length);
    return accepted < 0 ? accepted : without_delay(accepted);
}
