package kz.nusqau.ussd;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.catalogue.Menus;
import kz.nusqau.catalogue.Menus.Place;
import kz.nusqau.shared.Language;

/** Moves through the menus: forward by what is chosen or typed, {@code 0} back, {@code 00} up. */
final class Navigation {

    private static final String BACK = "0";
    private static final String TOP = "00";

    private final Menus menus;

    Navigation(Menus menus) {
        this.menus = menus;
    }

    /** Where typing leads. */
    sealed interface Outcome {

        /**
         * A screen that asks.
         *
         * @param answers the way there
         */
        record Asks(List<String> answers, String screen) implements Outcome {}

        /** An instruction is complete. */
        record Says(List<String> answers, String text, String shortCode) implements Outcome {}

        /** Back from the first menu. */
        record Leaves() implements Outcome {}
    }

    /** From a place on, with one answer after the other until an instruction is complete. */
    Outcome move(String code, List<String> from, List<String> typed, Language language) {
        var answers = new ArrayList<>(from);
        for (String next : typed) {
            if (next.equals(TOP)) {
                answers.clear();
                continue;
            }
            if (next.equals(BACK)) {
                if (answers.isEmpty()) {
                    return new Outcome.Leaves();
                }
                answers.removeLast();
                continue;
            }
            answers.add(next);
            var walk = menus.walk(code, answers, language);
            if (walk.wrong() && walk.place() instanceof Place.Question(String screen)) {
                return new Outcome.Asks(List.copyOf(answers.subList(0, walk.taken())), screen);
            }
            if (walk.place() instanceof Place.Complete(String text, String shortCode)) {
                return new Outcome.Says(List.copyOf(answers), text, shortCode);
            }
        }
        return here(code, answers, language);
    }

    private Outcome here(String code, List<String> answers, Language language) {
        var walk = menus.walk(code, answers, language);
        var way = List.copyOf(answers.subList(0, Math.min(answers.size(), walk.taken())));
        return switch (walk.place()) {
            case Place.Question(String screen) -> new Outcome.Asks(way, screen);
            case Place.Complete(String text, String shortCode) ->
                    new Outcome.Says(way, text, shortCode);
        };
    }
}
