package kz.nusqau;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: texts of subscribers in, money moved once, answers out. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Hub {

    public static void main(String[] args) {
        SpringApplication.run(Hub.class, args);
    }
}
