package kz.nusqau.platform.console;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The hub's web interface.
 *
 * @param port where it listens; 0 takes a free one
 * @param users who may log in; without any, one per role is made at the first start, with its
 *     password in the data directory's {@code secrets}
 */
@Validated
@ConfigurationProperties("nusqau.console")
record ConsoleProperties(
        @DefaultValue("8080") @Min(0) @Max(65_535) int port,
        @DefaultValue List<@Valid ConsoleUser> users) {

    /**
     * One person or program.
     *
     * @param password as it is, or hashed: {@code {bcrypt}$2a$…}
     */
    record ConsoleUser(
            @NotBlank String name, @NotBlank String password, @NotEmpty Set<Role> roles) {

        @Override
        public String toString() {
            return name + roles;
        }
    }
}
