package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The products that were asked for so far, and what Product Ingestion answers about them. */
final class Products {

    /** Stands for the publisher, who has no part in this API. */
    static final String NOBODY = "";

    private final IngestionSimulator simulator;
    private final Map<String, Product> byGuid = new ConcurrentHashMap<>();
    private final Paging emptyFirst = new Paging();
    private volatile boolean paging;
    private volatile boolean formerlyLive = true;
    private volatile boolean othersPreviewAgain = true;
    private volatile int hiddenReads;

    Products(IngestionSimulator simulator) {
        this.simulator = simulator;
        emptyFirst.emptyFirst(true);
    }

    void paging(boolean on) {
        paging = on;
    }

    void formerlyLive(boolean on) {
        formerlyLive = on;
    }

    void othersPreviewAgain(boolean on) {
        othersPreviewAgain = on;
    }

    void hiddenReads(int reads) {
        hiddenReads = reads;
    }

    /** Every offer has a product, from the first time it is asked for. */
    Product of(String offer) {
        return byGuid.computeIfAbsent(Product.guid(offer),
                guid -> new Product(offer, simulator.publications.now(), formerlyLive));
    }

    /** The offer of a product that was asked for before, or an empty text. */
    String offer(String guid) {
        Product product = byGuid.get(guid);
        return product == null ? "" : product.offer;
    }

    private Product known(String guid) {
        Product product = byGuid.get(guid);
        return product == null || simulator.isUnknown(product.offer) ? null : product;
    }

    Answer find(Request request) {
        String offer = request.query().getOrDefault("externalId", "");
        boolean known = offer.matches("[A-Za-z0-9._-]{1,50}") && !simulator.isUnknown(offer);
        return page(known ? List.of(row(simulator.documents().product(of(offer)))) : List.of(), request);
    }

    private Answer page(List<Paging.Row> rows, Request request) {
        return (paging ? emptyFirst : simulator.pages()).page(rows, request, simulator.endpoint());
    }

    /** Of the product with this GUID, only those with the target that is asked for, if one is. */
    Answer submissions(String guid, Request request) {
        Product product = known(guid);
        if (product == null) {
            return IngestionSimulator.notFound("product");
        }
        List<Paging.Row> rows;
        synchronized (product) {
            rows = submissions(product);
        }
        String target = request.query().get("targetType");
        if (target != null) {
            rows.removeIf(row -> !row.json().path("target").path("targetType").asText().equals(target));
        }
        return simulator.pages().page(rows, request, simulator.endpoint());
    }

    /** What is in a target; 400 where nothing ever was, and for words that are no target. */
    Answer tree(String guid, String target) {
        Product product = known(guid);
        if (product == null) {
            return IngestionSimulator.notFound("product");
        }
        Publications publications = simulator.publications;
        int preview = publications.inPreview(NOBODY, product.offer).map(one -> one.edition).orElse(Editions.PREVIEW);
        int edition = switch (target) {
            case "draft" -> publications.editions.draft(product.offer);
            case "preview" -> product.preview(publications.now()) == PreviewState.NONE ? 0 : preview;
            case "live" -> product.liveEdition(preview, publications.now());
            default -> 0;
        };
        return edition == 0
                ? IngestionSimulator.badRequest("The product has no resources for the target '" + target + "'.")
                : Answer.json(
                        200,
                        new ResourceTree(product, target, publications.editions.content(edition), simulator.documents().product(product))
                                .json());
    }

    private List<Paging.Row> submissions(Product product) {
        IngestionAnswers documents = simulator.documents();
        Instant now = simulator.publications.now();
        Instant formerly = product.born.minus(Duration.ofDays(90));
        List<Paging.Row> rows = new ArrayList<>();
        rows.add(row(documents.draft(product)));
        SimulatedPublication previewing = product.previewing(now);
        PreviewState preview = product.preview(now);
        if (preview != PreviewState.NONE) {
            rows.add(row(documents.preview(product, product.newest(), preview, product.previewed())));
        }
        if (previewing != null && simulator.isListed(previewing)) {
            rows.add(new Paging.Row(
                    documents.preview(product, product.newest() + 1, PreviewState.RUNNING, previewing.started),
                    previewing));
        }
        for (Product.Live live : product.readLives()) {
            SimulatedPublication operation = live.operation();
            if (operation == null) {
                rows.add(row(documents.live(product, live.number(), null, formerly)));
            } else if (simulator.isListed(operation)) {
                SimulatedProgress progress = simulator.listed(operation);
                Instant created = simulator.dialect().createdOfPreview() ? live.previewed() : operation.started;
                rows.add(new Paging.Row(
                        documents.live(product, live.number(), progress, created), progress.over() ? null : operation));
            }
        }
        return rows;
    }

    private static Paging.Row row(ObjectNode json) {
        return new Paging.Row(json, null);
    }

    /** Somebody else has started this, to live or to preview. */
    void startedElsewhere(String offer, SimulatedPublication operation) {
        if (operation.goesLive()) {
            of(offer).goesLiveElsewhere(operation, othersPreviewAgain);
        } else {
            of(offer).previewing(operation);
        }
    }

    /** Publishes the draft to preview, or the newest preview to live, if that is what the body asks for. */
    Answer configure(String body, Function<SimulatedPublication, Answer> accepted) {
        ConfigureRequest wanted;
        try {
            wanted = ConfigureRequest.of(body);
        } catch (IllegalArgumentException e) {
            return IngestionSimulator.badRequest(e.getMessage());
        }
        Product product = known(wanted.guid());
        if (product == null) {
            return IngestionSimulator.notFound("product");
        }
        synchronized (product) {
            PreviewState preview = product.preview(simulator.publications.now());
            if (simulator.publications.running(NOBODY, product.offer).isPresent() || preview == PreviewState.RUNNING) {
                return conflict();
            }
            if (wanted.isPreview()) {
                Optional<SimulatedPublication> published = simulator.publications.publish(NOBODY, product.offer, false);
                published.ifPresent(product::previewing);
                return published.map(accepted).orElseGet(this::conflict);
            }
            if (preview != PreviewState.SUCCEEDED || !wanted.submission().equals(product.submission(product.newest()))) {
                return IngestionSimulator.badRequest("The submission cannot be pushed to as its not the latest");
            }
            Optional<SimulatedPublication> started = simulator.publications.goLive(NOBODY, product.offer);
            started.ifPresent(operation -> product.goesLive(operation, hiddenReads));
            return started.map(accepted).orElseGet(this::conflict);
        }
    }

    private Answer conflict() {
        String message = "An In Progress submission already exists";
        if (simulator.dialect().conflictsAsJobs()) {
            Instant now = simulator.publications.now();
            return Answer.json(202, simulator.documents().failedJob("conflict", message, now));
        }
        return Answer.error(simulator.conflictStatus(), simulator.conflictStatus() == 409 ? "conflict" : "badRequest", message);
    }
}
