package kz.nusqau.simulator.bank;

import kz.nusqau.simulator.world.Amount;

/** What keeps an owner from using an account (R-INFO-2). */
public record Restriction(Kind kind, Amount amount) {

    public enum Kind {
        ARREST("ARREST"),
        SUSPENSION("SUSPENSION"),
        COLLECTION_ORDER("COLLECTION-ORDER");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}
