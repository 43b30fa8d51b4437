package kz.nusqau.console;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.Filter;
import kz.nusqau.partner.SentByPartners;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.PaymentView;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** From what a caller says to all that happened: the box, the subscriber, the instruction. */
@Controller
@RequestMapping("/console")
class SearchPages {

    private static final int INSTRUCTIONS = 50;
    private static final int TEXTS = 50;
    private static final int CODES = 20;
    private static final int FAILURES = 20;
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=utf-8");

    private final Search search;
    private final History history;
    private final ClaimText claims;
    private final PaymentDesk payments;
    private final SentByPartners sent;
    private final FailedMessages desk;
    private final Subscribers subscribers;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    SearchPages(
            Search search,
            History history,
            ClaimText claims,
            PaymentDesk payments,
            SentByPartners sent,
            FailedMessages desk,
            Subscribers subscribers,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.search = search;
        this.history = history;
        this.claims = claims;
        this.payments = payments;
        this.sent = sent;
        this.desk = desk;
        this.subscribers = subscribers;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Posted, so that no number gets into an address, a history or a log. */
    @PostMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        List<Search.Hit> hits = search.find(q);
        if (hits.size() == 1 && !hits.getFirst().address().isEmpty()) {
            return "redirect:" + hits.getFirst().address();
        }
        model.addAttribute("hits", hits);
        model.addAttribute("q", q);
        return "console/search";
    }

    @GetMapping("/search")
    String searchNothing() {
        return "redirect:/console/failed";
    }

    @GetMapping("/subscribers/{id}")
    String subscriber(@PathVariable UUID id, Model model) {
        show(new SubscriberId(id), model);
        return "console/subscriber";
    }

    private void show(SubscriberId id, Model model) {
        var profile =
                Optional.ofNullable(subscribers.profiles(List.of(id)).get(id))
                        .orElseThrow(SearchPages::nothing);
        model.addAttribute("id", id.value());
        model.addAttribute("profile", profile);
        model.addAttribute("msisdn", msisdn(id).map(Msisdn::toString).orElse(null));
        model.addAttribute("payments", payments.of(id, INSTRUCTIONS));
        model.addAttribute("texts", sent.texts(id, TEXTS));
        model.addAttribute("codes", sent.codes(id, CODES));
    }

    private Optional<Msisdn> msisdn(SubscriberId id) {
        return Optional.ofNullable(subscribers.msisdns(List.of(id)).get(id));
    }

    /** In clear this once, on record with the reason (R-OPS-6). */
    @PostMapping("/subscribers/{id}/reveal")
    String revealSubscriber(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model) {
        String why = Reasons.of("reason", reason);
        var subscriber = new SubscriberId(id);
        show(subscriber, model);
        audit.record(user.getName(), Act.REVEALED, "subscriber " + id, why, "msisdn");
        model.addAttribute("revealed", clear(subscriber));
        return "console/subscriber";
    }

    private String clear(SubscriberId id) {
        return msisdn(id).map(msisdn -> "+" + msisdn.digits()).orElse("");
    }

    @GetMapping("/instructions/{id}")
    String instruction(@PathVariable UUID id, Model model) {
        show(new InstructionId(id), model);
        return "console/instruction";
    }

    private void show(InstructionId id, Model model) {
        Optional<PaymentView> payment = payments.find(id);
        List<History.Moment> moments = moments(id, payment);
        model.addAttribute("id", id.value());
        model.addAttribute("payment", payment.orElse(null));
        model.addAttribute(
                "msisdn",
                payment.flatMap(found -> msisdn(found.subscriber()))
                        .map(Msisdn::toString)
                        .orElse(null));
        model.addAttribute("moments", moments);
        model.addAttribute(
                "failures",
                desk.list(
                        new Filter(
                                null,
                                null,
                                null,
                                id.value(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                FAILURES)));
    }

    private List<History.Moment> moments(InstructionId id, Optional<PaymentView> payment) {
        List<History.Moment> moments = history.of(id);
        if (moments.isEmpty() && payment.isEmpty()) {
            throw nothing();
        }
        return moments;
    }

    /** Payer and payee in clear this once, on record with the reason (R-OPS-6). */
    @PostMapping("/instructions/{id}/reveal")
    String revealInstruction(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model) {
        String why = Reasons.of("reason", reason);
        var instruction = new InstructionId(id);
        PaymentView payment = payments.find(instruction).orElseThrow(SearchPages::nothing);
        show(instruction, model);
        audit.record(user.getName(), Act.REVEALED, "instruction " + id, why, "msisdn, payee");
        Map<String, String> payee = payments.requisites(instruction);
        model.addAttribute("revealed", clear(payment.subscriber()));
        model.addAttribute("payee", String.join(", ", payee.values()));
        return "console/instruction";
    }

    /** An ending that the page offered; the saga says whether it is still possible. */
    @PostMapping("/instructions/{id}/end")
    String end(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String ending,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        String who = user.getName();
        Optional<Boolean> done =
                transaction.execute(
                        status -> {
                            var ended = payments.end(new InstructionId(id), ending, who, why);
                            if (ended.orElse(false)) {
                                audit.record(who, Act.ENDED, "instruction " + id, why, ending);
                            }
                            return ended;
                        });
        if (done == null || done.isEmpty()) {
            throw nothing();
        }
        said.addFlashAttribute("said", done.get() ? "ending.said.done" : "ending.said.too-late");
        return "redirect:" + Search.instruction(new InstructionId(id));
    }

    /** For a claim: the same as text. */
    @GetMapping("/instructions/{id}/timeline.txt")
    ResponseEntity<String> text(@PathVariable UUID id) {
        var instruction = new InstructionId(id);
        Optional<PaymentView> payment = payments.find(instruction);
        List<History.Moment> moments = moments(instruction, payment);
        return ResponseEntity.ok().contentType(TEXT).body(claims.of(instruction, payment, moments));
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
