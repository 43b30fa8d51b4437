package kz.nusqau.platform;

/** The hub must not start like this; tells what is wrong and what to do about it. */
public class StartRefused extends RuntimeException {

    private final String remedy;

    public StartRefused(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public StartRefused(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
