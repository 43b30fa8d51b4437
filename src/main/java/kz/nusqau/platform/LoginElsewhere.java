package kz.nusqau.platform;

/**
 * Where people can log in to the console other than with a password of the hub.
 *
 * @param name as people know it; empty where there is no such place
 * @param path of the hub that leads there
 */
public record LoginElsewhere(String name, String path) {

    public boolean isOffered() {
        return !name.isEmpty();
    }
}
