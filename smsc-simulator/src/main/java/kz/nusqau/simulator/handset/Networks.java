package kz.nusqau.simulator.handset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.nusqau.simulator.smsc.BoundSession;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.world.World;

/** Through which operator's SMSC a phone texts and dials. */
record Networks(Smsc first, Optional<Smsc> second) {

    Smsc of(String phone) {
        return second.filter(other -> phone.startsWith(World.SECOND_NETWORK)).orElse(first);
    }

    /** The sessions of all operators. */
    List<BoundSession> bound() {
        var all = new ArrayList<>(first.bound());
        second.ifPresent(other -> all.addAll(other.bound()));
        return all;
    }
}
