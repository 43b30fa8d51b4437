package kz.nusqau.mailbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bounds of inbox and outbox.
 *
 * @param workers threads that handle messages; as many as processors
 * @param batch the most messages handled together
 * @param writerBatch the most messages stored by one commit
 * @param writerQueue messages that may wait for a commit; beyond it the SMSC keeps them
 * @param laneCapacity messages of one partition kept in memory; more are read when there is room
 * @param ingestFirstAbove with more messages not answered, and others coming fast, handling pauses
 * @param ingestFirstFor the longest such pause, so that a flood doesn't stop all answers
 * @param handlingTimeout a message without a result for so long is handled again
 * @param heartbeat how often a node says that it lives, and leases are looked at
 * @param nodeTimeout a node silent for so long is dead
 * @param lateAcknowledgement a message not stored within this time after it came is refused
 * @param redeliveryAfterDeath a message that came so shortly before its session died may come again
 * @param redeliveryWindow and then does so within this time after the link is back
 * @param textLifetime a text that could not be sent for so long is given up
 * @param receiptWithin so long after a text's validity nobody says any more what became of it
 * @param smscValidity how long SMSCs try to deliver texts that don't say how long they are valid
 * @param keepMessages how long texts and receipts stay, sealed
 * @param keepTimeline how long timelines stay (R-OPS-2)
 */
@Validated
@ConfigurationProperties("nusqau.mailbox")
public record MailboxProperties(
        @DefaultValue("2") @Min(1) @Max(64) int workers,
        @DefaultValue("256") @Min(1) @Max(4096) int batch,
        @DefaultValue("512") @Min(1) @Max(4096) int writerBatch,
        @DefaultValue("20000") @Min(1) int writerQueue,
        @DefaultValue("512") @Min(16) int laneCapacity,
        @DefaultValue("1000") @Min(1) int ingestFirstAbove,
        @DefaultValue("15s") Duration ingestFirstFor,
        @DefaultValue("60s") Duration handlingTimeout,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("5s") Duration nodeTimeout,
        @DefaultValue("4s") Duration lateAcknowledgement,
        @DefaultValue("30s") Duration redeliveryAfterDeath,
        @DefaultValue("15m") Duration redeliveryWindow,
        @DefaultValue("24h") Duration textLifetime,
        @DefaultValue("2m") Duration receiptWithin,
        @DefaultValue("72h") Duration smscValidity,
        @DefaultValue("14d") Duration keepMessages,
        @DefaultValue("1827d") Duration keepTimeline) {}
