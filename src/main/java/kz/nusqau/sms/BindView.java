package kz.nusqau.sms;

import java.util.List;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.sms.smpp.BindFigures;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;

/**
 * A bind as this node sees it.
 *
 * @param link of which operator
 * @param sessions one for each slot of the contract, also those that other nodes hold
 * @param refusedSenders numbers and names whose texts the SMSC of the link refuses
 */
public record BindView(
        String id,
        String link,
        @Nullable Pause pause,
        List<LinkStatus> sessions,
        BindFigures figures,
        List<String> refusedSenders) {}
