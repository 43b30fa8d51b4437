package kz.nusqau.catalogue;

import java.util.Optional;

/** What another module has to say against a catalogue before it comes into force. */
public interface CatalogueGuard {

    /** Why it can't, with the document and key that it is about; empty where it can. */
    Optional<String> against(Catalogue catalogue);
}
