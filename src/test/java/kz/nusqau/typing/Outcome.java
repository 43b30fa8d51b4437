package kz.nusqau.typing;

import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Reading;

/** What became of a text. */
enum Outcome {
    /** What was meant, with its amount and arguments. */
    RECOGNISED,
    /** Exactly what is missing or in doubt was asked. */
    ASKED,
    /** Help was given. */
    HELPED,
    /** Another service, another amount, another argument, or anything where nothing was to be. */
    WRONG;

    static Outcome of(Typed typed) {
        var reading = CatalogueForTests.parser().read(typed.text(), typed.context());
        return switch (reading) {
            case Reading.Understood understood when shortForm(understood).equals(typed.means()) ->
                    RECOGNISED;
            case Reading.Understood(Instruction.Help help, var guess) -> HELPED;
            case Reading.Understood understood -> WRONG;
            case Reading.Ambiguous ambiguous -> ASKED;
            case Reading.Incomplete incomplete -> ASKED;
            case Reading.Invalid invalid -> ASKED;
            case Reading.NotUnderstood not ->
                    typed.means().equals("not understood")
                                    && not.nearest().filter(Command.UNBLOCK::equals).isPresent()
                            ? RECOGNISED
                            : HELPED;
        };
    }

    /** Free text is compared without its spaces and signs. */
    private static String shortForm(Reading.Understood understood) {
        return understood.instruction() instanceof Instruction.Claim claim
                ? "claim " + claim.paymentNumber()
                : CatalogueForTests.shortForm(understood);
    }
}
