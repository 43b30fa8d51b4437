package kz.nusqau.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.nusqau.instruction.Field;
import kz.nusqau.shared.Language;

/** One list to choose from, in the order it is shown. */
record Menu(String name, List<Item> items) {

    Menu {
        items = List.copyOf(items);
    }

    Optional<Item> find(String typed) {
        return items.stream().filter(item -> String.valueOf(item.number).equals(typed)).findFirst();
    }

    record Item(int number, Map<Language, String> labels, Action action) {

        Item {
            labels = Map.copyOf(labels);
        }

        String line(Language language) {
            return number + " " + Objects.requireNonNull(labels.get(language));
        }
    }

    /** What choosing an item does. */
    sealed interface Action {

        record Open(String menu) implements Action {}

        /**
         * Makes a text as it could have been sent by SMS.
         *
         * @param shortCode it is sent to
         */
        record Say(List<Word> words, String shortCode) implements Action {

            public Say {
                words = List.copyOf(words);
            }

            List<Word.Asked> asked() {
                return words.stream()
                        .filter(Word.Asked.class::isInstance)
                        .map(Word.Asked.class::cast)
                        .toList();
            }

            /** As much of the text as the answers make. */
            String text(List<String> answers) {
                var text = new StringBuilder();
                int next = 0;
                for (Word word : words) {
                    switch (word) {
                        case Word.Given(String given) -> append(text, given);
                        case Word.Asked asked -> {
                            if (next < answers.size()) {
                                append(text, answers.get(next));
                            }
                            next++;
                        }
                    }
                }
                return text.toString();
            }

            private static void append(StringBuilder text, String word) {
                text.append(text.isEmpty() ? "" : " ").append(word);
            }
        }
    }

    /** A piece of a text. */
    sealed interface Word {

        record Given(String text) implements Word {}

        /**
         * To be typed.
         *
         * @param screen key of what asks for it
         * @param requisite of a provider, when it is one
         */
        record Asked(String screen, Optional<String> requisite) implements Word {

            /** An own account may lack its name or its currency. */
            boolean asksFor(Field missing) {
                return requisite
                        .map(name -> missing.equals(Field.requisite(name)))
                        .orElseGet(
                                () ->
                                        switch (screen) {
                                            case "ask.amount", "ask.sum" ->
                                                    missing.equals(Field.AMOUNT);
                                            case "ask.phone" -> missing.equals(Field.PHONE);
                                            case "ask.own" -> missing.equals(Field.DESTINATION);
                                            default -> true;
                                        });
            }

            boolean isInDigits() {
                return requisite.isPresent()
                        || screen.equals("ask.amount")
                        || screen.equals("ask.sum")
                        || screen.equals("ask.phone");
            }
        }
    }
}
