package kz.nusqau.simulator.smsc.text;

/** The form in which a text travels. */
public record TextForm(Alphabet alphabet, Concatenation concatenation) {

    /** What a phone would choose. */
    public static TextForm fitting(String text) {
        return new TextForm(Alphabet.fitting(text), Concatenation.UDH_8_BIT);
    }

    public static TextForm of(Alphabet alphabet) {
        return new TextForm(alphabet, Concatenation.UDH_8_BIT);
    }

    public TextForm joinedBy(Concatenation other) {
        return new TextForm(alphabet, other);
    }
}
