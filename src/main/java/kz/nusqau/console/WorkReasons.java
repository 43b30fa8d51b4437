package kz.nusqau.console;

import java.util.Arrays;
import java.util.stream.Collectors;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.shared.WorkReason;

/** Reasons of planned work as people and programs name them. */
final class WorkReasons {

    private WorkReasons() {}

    static WorkReason of(String field, String word) {
        return Arrays.stream(WorkReason.values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ApiFault.field(field, "one of " + words()));
    }

    private static String words() {
        return Arrays.stream(WorkReason.values())
                .map(WorkReason::word)
                .collect(Collectors.joining(", "));
    }
}
