package kz.nusqau.counterparty.billing;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.counterparty.wire.Download;

/** Billing's end-of-day file. */
public final class BillingDayFile implements DayFiles.Source {

    private final Download download;
    private final String token;

    public BillingDayFile(Download download, String token) {
        this.download = download;
        this.token = token;
    }

    @Override
    public void fetch(LocalDate day, Path into) {
        download.get("/v1/reports/" + day, Map.of("Authorization", "Bearer " + token), into);
    }
}
