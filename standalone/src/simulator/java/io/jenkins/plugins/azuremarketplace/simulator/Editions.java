package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which edition of an offer's content is where. To begin with the third one is in draft; what is in preview or live without
 * an operation that brought it there is the second one and the first.
 */
final class Editions {

    static final int LIVE = 1;
    static final int PREVIEW = 2;
    private static final int DRAFT = 3;

    private final Map<String, Integer> drafts = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();

    /** Somebody edits the draft. */
    synchronized void edit(String offer) {
        drafts.put(offer, draft(offer) + 1);
    }

    synchronized int draft(String offer) {
        return drafts.getOrDefault(offer, DRAFT);
    }

    /** One read of an edition. */
    OfferContent content(int edition) {
        return new OfferContent(edition, reads.incrementAndGet());
    }
}
