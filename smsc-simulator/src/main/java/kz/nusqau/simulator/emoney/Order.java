package kz.nusqau.simulator.emoney;

/**
 * A request with an effect as it was read.
 *
 * @param reference the client's own, empty when not given
 */
record Order(String correlationId, String reference, EmoneyRequest request) {}
