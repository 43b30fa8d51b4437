package kz.nusqau.catalogue;

/** A file of the catalogue is wrong; the start stops with where, what and the remedy. */
public class CatalogueFault extends RuntimeException {

    CatalogueFault(String message) {
        super(message);
    }

    CatalogueFault(String message, Throwable cause) {
        super(message, cause);
    }
}
