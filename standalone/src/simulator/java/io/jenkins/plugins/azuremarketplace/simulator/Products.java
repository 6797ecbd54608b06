package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private volatile boolean paging;
    private volatile boolean formerlyLive = true;
    private volatile int hiddenReads;

    Products(IngestionSimulator simulator) {
        this.simulator = simulator;
    }

    void paging(boolean on) {
        paging = on;
    }

    void formerlyLive(boolean on) {
        formerlyLive = on;
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

    Answer find(Map<String, String> query) {
        String offer = query.getOrDefault("externalId", "");
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode value = page.putArray("value");
        if (paging && !query.containsKey("$skipToken")) {
            page.put("@nextLink", "product?externalId=" + URLEncoder.encode(offer, StandardCharsets.UTF_8)
                    + "&$version=" + query.get("$version") + "&$skipToken=2");
        } else if (offer.matches("[A-Za-z0-9._-]{1,50}") && !simulator.isUnknown(offer)) {
            value.add(IngestionDocuments.product(of(offer)));
        }
        return Answer.json(200, page);
    }

    /** Of the product with this GUID, only those with this target unless it is {@code null}. */
    Answer submissions(String guid, String target) {
        Product product = known(guid);
        if (product == null) {
            return IngestionSimulator.notFound("product");
        }
        Instant now = simulator.publications.now();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode value = page.putArray("value");
        synchronized (product) {
            value.add(IngestionDocuments.draft(product));
            Publication previewing = product.previewing(now);
            PreviewState preview = product.preview(now);
            if (preview != PreviewState.NONE) {
                value.add(IngestionDocuments.preview(product, product.newest(), preview, product.born.minus(Duration.ofDays(1))));
            }
            if (previewing != null) {
                value.add(IngestionDocuments.preview(product, product.newest() + 1, PreviewState.RUNNING,
                        previewing.started));
            }
            for (Product.Live live : product.readLives()) {
                Publication operation = live.operation();
                if (operation == null) {
                    value.add(IngestionDocuments.live(product, live.number(), null, product.born.minus(Duration.ofDays(90))));
                } else if (simulator.isListed(operation)) {
                    value.add(IngestionDocuments.live(product, live.number(), operation.at(now), operation.started));
                }
            }
        }
        if (target != null) {
            value.removeIf(one -> !one.path("target").path("targetType").asText().equals(target));
        }
        return Answer.json(200, page);
    }

    /** Publishes the newest preview, if that is what the body asks for. */
    Answer configure(String body, Function<Publication, Answer> accepted) {
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
            if (preview != PreviewState.SUCCEEDED || !wanted.submission().equals(product.submission(product.newest()))) {
                return IngestionSimulator.badRequest("The submission cannot be pushed to as its not the latest");
            }
            Optional<Publication> started = simulator.publications.goLive(NOBODY, product.offer);
            started.ifPresent(operation -> product.goesLive(operation, hiddenReads));
            return started.map(accepted).orElseGet(this::conflict);
        }
    }

    private Answer conflict() {
        return Answer.error(simulator.conflictStatus(), simulator.conflictStatus() == 409 ? "conflict" : "badRequest",
                "An In Progress submission already exists");
    }
}
