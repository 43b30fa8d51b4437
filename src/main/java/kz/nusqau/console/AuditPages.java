package kz.nusqau.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.Principal;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The record of acts, for those who check others. */
@Controller
class AuditPages {

    private static final int PAGE = 100;

    private final AuditLog audit;

    AuditPages(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping("/console/audit")
    String list(
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "false") boolean check,
            Model model) {
        List<AuditLog.Entry> found = audit.before(before, PAGE + 1);
        List<AuditLog.Entry> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("entries", page);
        model.addAttribute("next", found.size() > PAGE ? page.getLast().id() : null);
        if (check) {
            var broken = audit.firstBroken();
            model.addAttribute("checked", true);
            model.addAttribute("broken", broken.isPresent() ? broken.getAsLong() : null);
        }
        return "console/audit";
    }

    @GetMapping("/console/audit.csv")
    void export(Principal user, HttpServletResponse response) throws IOException {
        audit.record(user.getName(), Act.EXPORTED, "audit", "", "");
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=audit.csv");
        PrintWriter out = response.getWriter();
        out.print("id,at,who,act,subject,reason,effect,hash\n");
        for (AuditLog.Entry entry : (Iterable<AuditLog.Entry>) audit.all()::iterator) {
            out.print(line(entry));
        }
    }

    private static String line(AuditLog.Entry entry) {
        return String.join(
                        ",",
                        Long.toString(entry.id()),
                        entry.at().toString(),
                        cell(entry.who()),
                        cell(entry.act()),
                        cell(entry.subject()),
                        cell(entry.reason()),
                        cell(entry.effect()),
                        HexFormat.of().formatHex(entry.hash()))
                + "\n";
    }

    /** In quotes; what a spreadsheet would take for a formula begins with an apostrophe. */
    private static String cell(String text) {
        String safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
