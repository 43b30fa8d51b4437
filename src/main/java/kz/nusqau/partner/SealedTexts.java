package kz.nusqau.partner;

import java.util.EnumMap;
import java.util.Map;
import kz.nusqau.shared.Language;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;

/** Texts of a sending between its parts: a line for each language, sealed. */
record SealedTexts(PersonalData personalData) {

    byte[] seal(Map<Language, String> texts) {
        var node = Bodies.object();
        texts.forEach((language, text) -> node.put(language.name(), text));
        return personalData.seal(Subscribers.NOBODY, node.toString());
    }

    Map<Language, String> open(byte[] sealed) {
        byte[] clear = personalData.open(Subscribers.NOBODY, sealed);
        Map<Language, String> texts = new EnumMap<>(Language.class);
        try {
            Bodies.read(clear)
                    .properties()
                    .forEach(
                            text ->
                                    texts.put(
                                            Language.valueOf(text.getKey()),
                                            text.getValue().asText()));
        } catch (FaultyMessage e) {
            throw new IllegalStateException("texts that were sealed here", e);
        }
        return texts;
    }
}
