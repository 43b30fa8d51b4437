package kz.nusqau.instruction;

/** Which letter lies where: what keys that were hit in one layout type in another. */
enum KeyboardLayout {
    /** Of Latin letters and signs. */
    RUSSIAN {
        @Override
        char at(char key) {
            int at = LATIN.indexOf(key);
            return at < 0 ? key : CYRILLIC.charAt(at);
        }
    },
    /** The same with the Kazakh letters, which lie on the digits. */
    KAZAKH {
        @Override
        char at(char key) {
            int at = DIGITS.indexOf(key);
            return at < 0 ? RUSSIAN.at(key) : ON_DIGITS.charAt(at);
        }
    },
    /** Of Cyrillic letters; those that no Latin letter shares a key with stay. */
    ENGLISH {
        @Override
        char at(char key) {
            int at = CYRILLIC.indexOf(key);
            return at >= 0 && Character.isLetter(LATIN.charAt(at)) ? LATIN.charAt(at) : key;
        }
    };

    private static final String LATIN =
            "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
    private static final String CYRILLIC =
            "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";
    private static final String DIGITS = "2345890-=" + "@#$%*()_+";
    private static final String ON_DIGITS = "әіңғүұқөһ" + "ӘІҢҒҮҰҚӨҺ";

    abstract char at(char key);

    String of(String typed) {
        var other = new StringBuilder(typed.length());
        for (int i = 0; i < typed.length(); i++) {
            other.append(at(typed.charAt(i)));
        }
        return other.toString();
    }

    /** Signs are separators here. */
    String ofLetters(String typed) {
        var other = new StringBuilder(typed.length());
        for (int i = 0; i < typed.length(); i++) {
            char key = typed.charAt(i);
            other.append(Character.isLetter(key) ? at(key) : key);
        }
        return other.toString();
    }
}
