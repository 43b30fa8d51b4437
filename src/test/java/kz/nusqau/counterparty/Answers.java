package kz.nusqau.counterparty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import kz.nusqau.platform.AfterCommit;

/** Remembers what commands led to; can be told to fail. */
public final class Answers implements CommandListener {

    private final List<CommandAnswer> heard = new ArrayList<>();
    private Predicate<CommandAnswer> failOn = answer -> false;

    @Override
    public synchronized void answered(List<CommandAnswer> answers) {
        if (answers.stream().anyMatch(failOn)) {
            throw new IllegalStateException("the listener can't take this");
        }
        // Who waits for an answer looks into the books next.
        AfterCommit.run(() -> hear(answers));
    }

    private synchronized void hear(List<CommandAnswer> answers) {
        heard.addAll(answers);
    }

    public synchronized void failOn(Predicate<CommandAnswer> which) {
        failOn = which;
    }

    public synchronized List<CommandOutcome> of(CommandKey key) {
        return heard.stream()
                .filter(answer -> answer.key().equals(key))
                .map(CommandAnswer::outcome)
                .toList();
    }

    public synchronized List<CommandAnswer> all() {
        return List.copyOf(heard);
    }
}
