package kz.nusqau.counterparty.emoney;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.counterparty.wire.Download;

/** An e-money system's end-of-day file, signed like every answer. */
public final class EmoneyDayFile implements DayFiles.Source {

    private static final byte[] NOTHING = {};

    private final Download download;
    private final Signing signing;

    public EmoneyDayFile(Download download, String clientId, String secret, Clock clock) {
        this.download = download;
        this.signing = new Signing(clientId, secret, clock);
    }

    @Override
    public void fetch(LocalDate day, Path into) {
        String path = "/v1/reports/" + day;
        var headers = signing.headers("GET", download.target(path), NOTHING);
        var fetched = download.get(path, headers, into);
        if (!signing.isGenuine(
                200,
                fetched.header("x-timestamp").orElse(""),
                fetched.header("x-signature").orElse(""),
                into)) {
            throw new CounterpartyUnavailable("the file's signature is wrong");
        }
    }
}
