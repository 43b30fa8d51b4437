package kz.nusqau.catalogue;

/**
 * A text and what it must be read as; the build runs every one of them.
 *
 * @param text what a subscriber sends
 * @param expected the reading in short: {@code pay alma account=7273001123 1500.00}
 * @param challengeOpen a code or yes is awaited
 */
public record ShortCodeExample(String text, String expected, boolean challengeOpen) {}
