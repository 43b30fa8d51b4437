package kz.nusqau.counterparty.command;

import java.io.InputStream;
import java.util.Map;

/**
 * What arrived at an address that we named to a counterparty, from whoever it was.
 *
 * @param counterparty the one it claims to come from
 * @param key of the command it claims to be about
 * @param headers names in lower case
 */
public record CallbackRequest(
        String method,
        String counterparty,
        String key,
        Map<String, String> headers,
        InputStream body) {}
