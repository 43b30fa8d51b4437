package kz.nusqau.typing;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kz.nusqau.instruction.Command;
import kz.nusqau.shared.Language;

/**
 * What somebody wants, as a correct text.
 *
 * @param means the reading in the short form of the catalogue's examples
 * @param to the default command of the number that it is sent to; empty when any number will do
 */
record Wish(Language language, List<Piece> pieces, String means, Optional<Command> to) {

    Wish {
        pieces = List.copyOf(pieces);
    }

    Wish with(List<Piece> others) {
        return new Wish(language, others, means, to);
    }

    Wish eachWord(UnaryOperator<String> change) {
        return with(
                pieces.stream()
                        .map(
                                piece ->
                                        piece.isWord()
                                                ? piece.with(change.apply(piece.text()))
                                                : piece)
                        .toList());
    }

    Wish eachPiece(UnaryOperator<String> change) {
        return with(pieces.stream().map(piece -> piece.with(change.apply(piece.text()))).toList());
    }

    String text() {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(text.isEmpty() || piece.glued() ? "" : " ").append(piece.text());
        }
        return text.toString();
    }
}
