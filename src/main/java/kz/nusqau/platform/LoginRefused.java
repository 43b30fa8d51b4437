package kz.nusqau.platform;

/**
 * Somebody logged in elsewhere and was not let in here. Told in the thread that refuses.
 *
 * @param who as that place names them
 * @param why in one word
 */
public record LoginRefused(String who, String why) {}
