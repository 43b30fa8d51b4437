package kz.nusqau.payment;

/** A subscriber's answer to a prompt. */
public sealed interface Answer {

    /** Exactly six digits. */
    record Code(String digits) implements Answer {

        public Code {
            if (!digits.matches("\\d{6}")) {
                throw new IllegalArgumentException("a code has six digits");
            }
        }

        @Override
        public String toString() {
            return "Code[******]";
        }
    }

    /**
     * {@code 1}, {@code иә}, {@code да}, {@code yes}.
     *
     * @param seen it proves by itself that the phone shows the question
     */
    record Yes(boolean seen) implements Answer {

        public Yes() {
            this(false);
        }
    }
}
