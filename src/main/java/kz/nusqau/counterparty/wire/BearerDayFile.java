package kz.nusqau.counterparty.wire;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import kz.nusqau.counterparty.DayFiles;

/** End-of-day files that are had for a bearer token: those of billing and of banks. */
public final class BearerDayFile implements DayFiles.Source {

    private final Download download;
    private final String token;

    public BearerDayFile(Download download, String token) {
        this.download = download;
        this.token = token;
    }

    @Override
    public void fetch(LocalDate day, Path into) {
        download.get("/v1/reports/" + day, Map.of("Authorization", "Bearer " + token), into);
    }
}
