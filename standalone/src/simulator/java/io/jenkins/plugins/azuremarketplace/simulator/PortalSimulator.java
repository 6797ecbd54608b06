package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Cloud Partner Portal API, version 2017-10-31. */
public final class PortalSimulator extends PortalControls {

    private static final String VERSION = "api-version=2017-10-31";
    private static final String NAME = "([A-Za-z0-9._-]{1,50})";
    private static final Pattern OFFER = Pattern.compile(
            "/api/publishers/" + NAME + "/offers/" + NAME
            + "(?:/(golive|publish|cancel|status|submissions|operations(?=/[^/])|slot(?=/[^/]))(?:/([^/]+))?)?/?");
    private static final Pattern OPERATION = Pattern.compile("/api/operations/([^/]+)/?");

    private PortalSimulator(int port) {
        super(port, "https://cloudpartner.azure.com");
    }

    public static PortalSimulator start() {
        return start(0);
    }

    /** On this port, 0 for any. */
    public static PortalSimulator start(int port) {
        PortalSimulator simulator = new PortalSimulator(port);
        simulator.listen();
        return simulator;
    }

    @Override
    public URI endpoint() {
        return authority();
    }

    @Override
    Call call(Request request) {
        boolean get = request.method().equals("GET");
        if (get && OPERATION.matcher(request.path()).matches()) {
            return Call.OPERATION;
        }
        Matcher path = OFFER.matcher(request.path());
        if (!path.matches()) {
            return Call.OTHER;
        }
        String rest = path.group(3) == null ? "" : path.group(3);
        Call call = switch (rest) {
            case "golive", "publish" -> Call.SUBMIT;
            case "cancel" -> Call.CANCEL;
            case "operations" -> Call.OPERATION;
            case "submissions" -> Call.SUBMISSIONS;
            case "status" -> Call.STATUS;
            case "slot" -> Call.CONTENT;
            default -> Call.PRODUCT;
        };
        boolean post = call == Call.SUBMIT || call == Call.CANCEL;
        boolean extra = path.group(4) != null && call != Call.OPERATION && call != Call.CONTENT;
        return extra || !request.method().equals(post ? "POST" : "GET") ? Call.OTHER : call;
    }

    @Override
    String offer(Request request) {
        Matcher path = OFFER.matcher(request.path());
        if (path.matches()) {
            return path.group(2);
        }
        Matcher operation = OPERATION.matcher(request.path());
        return operation.matches() ? publications.byId(operation.group(1)).map(one -> one.offer).orElse("") : "";
    }

    @Override
    Answer answer(Call call, Request request) {
        String version = request.query().get("api-version");
        boolean selfContained = call == Call.OPERATION && locationForm == LocationForm.WITHOUT_API_VERSION;
        if (version == null ? !selfContained : !VERSION.endsWith("=" + version)) {
            return Answer.error(400, "InvalidAPIVersion", "The api-version is missing or not supported.");
        }
        Matcher path = OFFER.matcher(request.path());
        if (!path.matches()) {
            Matcher operation = OPERATION.matcher(request.path());
            return operation.matches() ? operation(publications.byId(operation.group(1))) : notFound();
        }
        String publisher = path.group(1);
        String offer = path.group(2);
        if (call == Call.OTHER || isUnknown(offer)) {
            return notFound();
        }
        return switch (call) {
            case SUBMIT -> submit(publisher, offer, path.group(3), request);
            case CANCEL -> cancel(publisher, offer);
            case OPERATION -> operation(publications.byId(path.group(4))
                    .filter(one -> one.publisher.equals(publisher) && one.offer.equals(offer)));
            case SUBMISSIONS -> submissions(publisher, offer, request);
            case STATUS -> status(publisher, offer);
            case CONTENT -> slot(publisher, offer, path.group(4));
            default -> slot(publisher, offer, "draft");
        };
    }

    private Answer submit(String publisher, String offer, String verb, Request request) {
        if (request.header("If-Match") == null) {
            return Answer.error(400, "BadRequest", "The header If-Match is missing.");
        }
        boolean live = verb.equals("golive");
        if (!live && !request.body().contains("\"notification-emails\"")) {
            return Answer.error(400, "BadRequest", "The metadata is missing.");
        }
        return (live ? publications.goLive(publisher, offer) : publications.publish(publisher, offer, !previewsSkipSignoff))
                .map(this::accepted)
                .orElseGet(() -> Answer.error(conflictStatus(), "Conflict", "The offer already has an in-progress submission."));
    }

    private Answer accepted(SimulatedPublication operation) {
        String offer = "/api/publishers/" + operation.publisher + "/offers/" + operation.offer + "?" + VERSION;
        return offerAsLocation
                ? Answer.empty(202).with("Location", offer).with("Operation-Location", location(operation))
                : Answer.empty(202).with(locationHeader, location(operation));
    }

    private Answer cancel(String publisher, String offer) {
        Optional<SimulatedPublication> running = publications.running(publisher, offer);
        if (running.isEmpty() || cancelForm() == CancelForm.TOO_LATE) {
            return Answer.error(400, "BadRequest", "There is no operation that can be cancelled.");
        }
        SimulatedPublication cancelling = cancel(running.get());
        return cancelForm() == CancelForm.AT_ONCE
                ? Answer.empty(200)
                : Answer.empty(202).with(locationHeader, location(cancelling));
    }

    private Answer operation(Optional<SimulatedPublication> found) {
        if (found.isEmpty() || isUnknown(found.get().offer)) {
            return notFound();
        }
        ObjectNode operation = document(found.get());
        return Answer.json(200, operationAsArray ? JsonNodeFactory.instance.arrayNode().add(operation) : operation)
                .showing(goingOn(found.get()));
    }

    private Answer submissions(String publisher, String offer, Request request) {
        Map<String, String> query = request.query();
        String state = query.getOrDefault("status", query.get("submissionState"));
        PortalListing listing = new PortalListing(signoffWords, listsKeys, previewsKeepTheirType, times());
        List<Paging.Row> rows = new ArrayList<>();
        for (SimulatedPublication publication : publications.of(publisher, offer)) {
            SimulatedProgress progress = listed(publication);
            String shown = PortalAnswers.status(progress, signoffWords);
            if (isListed(publication) && (state == null || state.equalsIgnoreCase(shown))) {
                boolean goingOn = !progress.over() && !progress.waitsForPublisher();
                rows.add(new Paging.Row(listing.entry(publication, progress), goingOn ? publication : null));
            }
        }
        return listAsObject || pages().inUse() ? pages().page(rows, request, endpoint()) : array(rows);
    }

    private static Answer array(List<Paging.Row> rows) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> list.add(row.json()));
        return Answer.json(200, list)
                .showing(rows.stream().map(Paging.Row::operation).filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    private Set<SimulatedPublication> goingOn(SimulatedPublication operation) {
        SimulatedProgress progress = operation.at(publications.now());
        return progress.over() || progress.waitsForPublisher() ? Set.of() : Set.of(operation);
    }

    private Answer status(String publisher, String offer) {
        Optional<SimulatedPublication> newest = publications.newest(publisher, offer);
        ObjectNode document = newest.map(this::document).orElseGet(PortalSimulator::neverPublished);
        newest.ifPresent(one ->
                document.put("status", documents().offerStatus(one, one.at(publications.now()))));
        return offerStatus == null
                ? Answer.json(200, document).showing(newest.map(this::goingOn).orElse(Set.of()))
                : Answer.json(200, document.put("status", offerStatus));
    }

    private static ObjectNode neverPublished() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("status", "neverPublished");
        document.putArray("messages");
        document.putArray("steps");
        return document;
    }

    private Answer slot(String publisher, String offer, String slot) {
        return switch (slot) {
            case "draft" -> offer(publisher, offer, publications.editions.draft(offer), publications.now());
            case "preview" -> publishedOffer(publications.inPreview(publisher, offer));
            case "production" -> publishedOffer(publications.live(publisher, offer));
            default -> notFound();
        };
    }

    private Answer publishedOffer(Optional<SimulatedPublication> operation) {
        return operation
                .map(one -> offer(one.publisher, one.offer, one.edition, one.started))
                .orElseGet(PortalSimulator::notFound);
    }

    private Answer offer(String publisher, String offer, int edition, Instant changed) {
        OfferContent content = publications.editions.content(edition);
        return Answer.json(200, new OfferDocument(publisher, offer, content, changed).json()).with("ETag", "\"1\"");
    }

    private ObjectNode document(SimulatedPublication publication) {
        return documents().operation(publication, publication.at(publications.now()));
    }

    private PortalAnswers documents() {
        return new PortalAnswers(signoffWords, messages(), previewsLookLive);
    }

    private String location(SimulatedPublication operation) {
        String path = "/api/publishers/" + operation.publisher + "/offers/" + operation.offer + "/operations/" + operation.id;
        return switch (locationForm) {
            case RELATIVE_MIGRATED -> path + "?" + VERSION;
            case RELATIVE_NOT_MIGRATED -> "/api/operations/" + operation.key() + "?" + VERSION;
            case ABSOLUTE -> endpoint() + path + "?" + VERSION;
            case WITHOUT_API_VERSION -> endpoint() + path;
        };
    }

    private static Answer notFound() {
        return Answer.error(404, "NotFound", "The publisher, offer or operation does not exist.");
    }
}
