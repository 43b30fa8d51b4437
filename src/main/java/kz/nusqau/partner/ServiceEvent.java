package kz.nusqau.partner;

/** News about the service itself. */
enum ServiceEvent {
    SUSPENDED("service.suspended"),
    RESUMED("service.resumed"),
    WORK_PLANNED("service.work-planned"),
    WORK_BEGUN("service.work-begun"),
    WORK_ENDED("service.work-ended");

    private final String word;

    ServiceEvent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
