package kz.nusqau.simulator.world;

/** What a provider asks for and how it checks it. */
public enum Requisite {
    /** Ten digits, the last is the sum of the first nine modulo 10. */
    ELECTRICITY_ACCOUNT {
        @Override
        public boolean accepts(String text) {
            return isDigits(text, 10) && weighed(text, 9, ONES) % 10 == digit(text, 9);
        }
    },
    WATER_ACCOUNT {
        @Override
        public boolean accepts(String text) {
            return isDigits(text, 8);
        }
    },
    /** A Kazakh mobile number in international form without a plus. */
    PHONE {
        @Override
        public boolean accepts(String text) {
            return isDigits(text, 11) && text.startsWith("77");
        }
    },
    /** Individual identification number: the second weights serve where the first give 10. */
    IIN {
        @Override
        public boolean accepts(String text) {
            if (!isDigits(text, 12)) {
                return false;
            }
            var check = weighed(text, 11, FIRST_IIN_WEIGHTS) % 11;
            if (check == 10) {
                check = weighed(text, 11, SECOND_IIN_WEIGHTS) % 11;
            }
            return check == digit(text, 11);
        }
    };

    private static final int[] ONES = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final int[] FIRST_IIN_WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final int[] SECOND_IIN_WEIGHTS = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};

    public abstract boolean accepts(String text);

    private static boolean isDigits(String text, int length) {
        return text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int digit(String text, int place) {
        return text.charAt(place) - '0';
    }

    private static int weighed(String text, int places, int[] weights) {
        var sum = 0;
        for (var i = 0; i < places; i++) {
            sum += digit(text, i) * weights[i];
        }
        return sum;
    }
}
