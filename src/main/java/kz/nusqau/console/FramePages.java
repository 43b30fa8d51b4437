package kz.nusqau.console;

import java.util.Set;
import kz.nusqau.platform.LoginElsewhere;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The way in, and where there is nothing. */
@Controller
class FramePages {

    /** Why nobody was let in who came from the provider of logins. */
    static final Set<String> REFUSALS =
            Set.of("away", "refused", "no-name", "name-taken", "no-role");

    private final LoginElsewhere elsewhere;

    FramePages(LoginElsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    @GetMapping({"/", "/console"})
    String begin() {
        return "redirect:/console/overview";
    }

    /** Says the same of a wrong name, a wrong password and too many tries. */
    @GetMapping("/console/login")
    String login(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(name = "elsewhere", required = false) @Nullable String newer,
            @RequestParam(defaultValue = "") String sso,
            Model model) {
        boolean isRefused = elsewhere.isOffered() && REFUSALS.contains(sso);
        if (isRefused) {
            model.addAttribute("said", "sso." + sso);
        } else if (failed != null) {
            model.addAttribute("said", "login.failed");
        } else if (out != null) {
            model.addAttribute("said", "login.out");
        } else if (newer != null) {
            model.addAttribute("said", "login.elsewhere");
        }
        model.addAttribute("isFault", isRefused || failed != null);
        model.addAttribute("elsewhere", elsewhere);
        return "console/login";
    }

    /** Forwarded to, with whatever method was refused. */
    @RequestMapping("/console/denied")
    String denied(Model model) {
        model.addAttribute("status", HttpStatus.FORBIDDEN.value());
        return "console/problem";
    }

    @RequestMapping("/console/**")
    String nothing() {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
