package kz.nusqau.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Clock;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.LoginElsewhere;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The way in where no provider of logins is configured: the form, and nothing else. */
class ConsoleAccessTest {

    private static final String BUTTON = "/console/login/with/oidc";

    @TempDir private Path data;

    @Test
    void hasNothingButTheFormByItself() {
        run().run(
                        context -> {
                            MockMvc web = web(context);

                            assertThat(context.getBean(LoginElsewhere.class).isOffered()).isFalse();
                            assertThat(get(web, BUTTON).getRedirectedUrl())
                                    .endsWith("/console/login");
                            assertThat(
                                            get(web, "/console/login")
                                                    .getHeader("Content-Security-Policy"))
                                    .contains("form-action 'self';");
                            assertThat(logIn(web, "right")).isEqualTo("/console");
                            assertThat(logIn(web, "wrong")).isEqualTo("/console/login?failed");
                        });
    }

    @Test
    void keepsTheFormBesideAProviderThatIsAway() {
        run().withPropertyValues(
                        "nusqau.console.oidc.issuer=http://127.0.0.1:1",
                        "nusqau.console.oidc.client-id=hub",
                        "nusqau.console.oidc.client-secret=secret")
                .run(
                        context -> {
                            MockMvc web = web(context);

                            assertThat(context.getBean(LoginElsewhere.class).name())
                                    .isEqualTo("127.0.0.1");
                            assertThat(get(web, BUTTON).getRedirectedUrl())
                                    .isEqualTo("/console/login?sso=away");
                            assertThat(
                                            get(web, "/console/login")
                                                    .getHeader("Content-Security-Policy"))
                                    .contains("form-action 'self' http://127.0.0.1:1;");
                            assertThat(logIn(web, "right")).isEqualTo("/console");
                            assertThat(logIn(web, "wrong")).isEqualTo("/console/login?failed");
                        });
    }

    private WebApplicationContextRunner run() {
        return new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                WebMvcAutoConfiguration.class, SecurityAutoConfiguration.class))
                .withUserConfiguration(Site.class)
                .withBean(DataDirectory.class, () -> new DataDirectory(data))
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues(
                        "nusqau.console.users[0].name=aliya",
                        "nusqau.console.users[0].password={noop}right",
                        "nusqau.console.users[0].roles=support");
    }

    private static MockMvc web(WebApplicationContext context) {
        return MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }

    private static MockHttpServletResponse get(MockMvc web, String path) throws Exception {
        return web.perform(MockMvcRequestBuilders.get(path)).andReturn().getResponse();
    }

    private static String logIn(MockMvc web, String password) throws Exception {
        var session = new MockHttpSession();
        var page =
                web.perform(MockMvcRequestBuilders.get("/console/login").session(session))
                        .andReturn()
                        .getRequest();
        var token = (CsrfToken) page.getAttribute(CsrfToken.class.getName());
        return web.perform(
                        MockMvcRequestBuilders.post("/console/login")
                                .session(session)
                                .param("username", "aliya")
                                .param("password", password)
                                .param("_csrf", token.getToken()))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
    }

    @EnableConfigurationProperties({ConsoleProperties.class, OidcProperties.class})
    @Import({AccessConfiguration.class, ConsoleAccess.class})
    static class Site {}
}
