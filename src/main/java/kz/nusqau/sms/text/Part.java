package kz.nusqau.sms.text;

/**
 * Which part of a longer message this is.
 *
 * @param reference the same in all parts of the message
 * @param number from 1
 */
public record Part(int reference, int total, int number) {

    public Part {
        if (total < 1 || number < 1 || number > total) {
            throw new IllegalArgumentException("part " + number + " of " + total);
        }
    }
}
