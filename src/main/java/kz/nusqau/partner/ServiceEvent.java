package kz.nusqau.partner;

/** News about the service itself. */
enum ServiceEvent {
    SUSPENDED("service.suspended"),
    RESUMED("service.resumed");

    private final String word;

    ServiceEvent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
