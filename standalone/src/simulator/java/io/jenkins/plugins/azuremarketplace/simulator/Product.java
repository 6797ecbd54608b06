package io.jenkins.plugins.azuremarketplace.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A product of Product Ingestion and its submissions; whoever acts on what it says holds its lock. */
final class Product {

    /**
     * A submission that was published to live, or is being published; long ago where there is no operation.
     *
     * @param previewed when it came into preview
     */
    record Live(long number, SimulatedPublication operation, Instant previewed) {}

    private static final long FIRST = 1_152_921_505_690_000_001L;

    final String offer;
    final String guid;
    final Instant born;
    private final List<Live> lives = new ArrayList<>();
    private PreviewState preview = PreviewState.SUCCEEDED;
    private long newest = FIRST + 1;
    private Instant previewed;
    private SimulatedPublication previewing;
    private int hiddenReads;

    /** With a good preview, and perhaps a submission that has been live for long. */
    Product(String offer, Instant born, boolean formerlyLive) {
        this.offer = offer;
        this.born = born;
        this.guid = guid(offer);
        this.previewed = born.minus(Duration.ofDays(1));
        if (formerlyLive) {
            lives.add(new Live(FIRST, null, born.minus(Duration.ofDays(91))));
        }
    }

    static String guid(String offer) {
        return UUID.nameUUIDFromBytes(offer.getBytes(StandardCharsets.UTF_8)).toString();
    }

    String id() {
        return "product/" + guid;
    }

    String submission(long number) {
        return "submission/" + guid + "/" + number;
    }

    /** Makes a new preview of this state, unless it is the present one that shall be live. */
    synchronized void preview(PreviewState state) {
        preview = state;
        if (state == PreviewState.ALREADY_LIVE) {
            lives.add(new Live(newest, null, previewed));
        } else {
            newest++;
        }
    }

    /** A new preview comes into being; the present one remains until then. */
    synchronized void previewing(SimulatedPublication operation) {
        previewing = operation;
    }

    /** The operation that makes the next preview, or {@code null}. */
    synchronized SimulatedPublication previewing(Instant now) {
        if (previewing != null && previewing.at(now).over()) {
            newest++;
            previewed = previewing.started;
            preview = previewing.at(now).succeeded() ? PreviewState.SUCCEEDED : PreviewState.FAILED;
            previewing = null;
        }
        return previewing;
    }

    /** The state of the newest preview but the one that is being made. */
    synchronized PreviewState preview(Instant now) {
        return previewing(now) != null || preview != PreviewState.SUCCEEDED || !isLive(newest, now)
                ? preview
                : PreviewState.ALREADY_LIVE;
    }

    /** The number of the newest preview. */
    synchronized long newest() {
        return newest;
    }

    /** When the newest preview was created. */
    synchronized Instant previewed() {
        return previewed;
    }

    /** The newest preview goes live; so many reads of the submissions do not show it yet. */
    synchronized void goesLive(SimulatedPublication operation, int reads) {
        lives.add(new Live(newest, operation, previewed));
        hiddenReads = reads;
    }

    /**
     * The newest preview goes live.
     *
     * @param another whether there is another good one at once
     */
    synchronized void goesLiveElsewhere(SimulatedPublication operation, boolean another) {
        previewing(operation.started);
        goesLive(operation, 0);
        if (another) {
            newest++;
            previewed = operation.started;
        }
    }

    private boolean isLive(long number, Instant now) {
        return lives.stream().anyMatch(live -> live.number() == number
                && (live.operation() == null || live.operation().at(now).succeeded()));
    }

    /**
     * The edition that is public; 0 for none.
     *
     * @param preview the edition that is in preview
     */
    synchronized int liveEdition(int preview, Instant now) {
        return lives.stream()
                .filter(live -> live.operation() == null || live.operation().at(now).succeeded())
                .reduce((older, newer) -> newer)
                .map(live -> live.operation() != null
                        ? live.operation().edition
                        : live.number() == FIRST ? Editions.LIVE : preview)
                .orElse(0);
    }

    /** One read of what is or goes live, oldest first. */
    synchronized List<Live> readLives() {
        boolean hidden = hiddenReads > 0;
        if (hidden) {
            hiddenReads--;
        }
        return List.copyOf(lives.subList(0, lives.size() - (hidden ? 1 : 0)));
    }
}
