package kz.nusqau.payment;

/**
 * What became of a partner's proposal.
 *
 * @param payment as the partner sees it
 */
public record PartnerProposal(ProposalResult result, PartnerPayment payment) {}
