package kz.nusqau.catalogue;

/**
 * The catalogue that holds now. Whoever does something takes it once and keeps to it until that is
 * done: another one may come into force meanwhile, as a whole.
 */
public final class CatalogueInForce {

    private volatile Catalogue catalogue;

    CatalogueInForce(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Catalogue now() {
        return catalogue;
    }

    void replace(Catalogue by) {
        catalogue = by;
    }
}
