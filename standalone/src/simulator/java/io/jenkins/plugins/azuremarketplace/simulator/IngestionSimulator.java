package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Product Ingestion API. What the portal calls an offer is a product here, and publishers have no part in it. */
public final class IngestionSimulator extends ServiceSimulator {

    private static final String BASE = "/rp/product-ingestion";
    private static final Pattern PATH = Pattern.compile(
            BASE + "/(product|submission|configure|resource-tree/product)(?:/([^/]+))?(?:/(status|cancel))?");

    private final Dialect dialect = new Dialect();
    private final IngestionAnswers documents = new IngestionAnswers(dialect, times());
    private final Products products = new Products(this);

    private IngestionSimulator(int port) {
        super(port, "https://graph.microsoft.com");
    }

    public static IngestionSimulator start() {
        return start(0);
    }

    /** On this port, 0 for any. */
    public static IngestionSimulator start(int port) {
        IngestionSimulator simulator = new IngestionSimulator(port);
        simulator.listen();
        return simulator;
    }

    @Override
    public URI endpoint() {
        return URI.create(authority() + BASE);
    }

    /** Every call makes a new preview; {@code ALREADY_LIVE} alone is about the present one. */
    public void preview(String offer, PreviewState state) {
        products.of(offer).preview(state);
    }

    /** As {@link #endsWith} with {@code failed}, with the reasons where certification puts them: three levels down. */
    public void certificationErrors(String... reasons) {
        publications.plan(new Plan(publications.plan().takes(), "failed", List.of(reasons), true));
    }

    /** See {@link Dialect#jobIdName}. */
    public void jobIdName(String name) {
        dialect.jobIdName(name);
    }

    public Dialect dialect() {
        return dialect;
    }

    IngestionAnswers documents() {
        return documents;
    }

    /** Whether a product is found on the second page only. */
    public void productPages(boolean on) {
        products.paging(on);
    }

    /** Whether products that nobody asked for yet have an older submission that is live, as they do to begin with. */
    public void formerlyLive(boolean on) {
        products.formerlyLive(on);
    }

    /** How many reads of the submissions after a go-live was accepted do not show it. */
    public void liveAppearsAfter(int reads) {
        products.hiddenReads(reads);
    }

    /** Whether a go-live of somebody else leaves another good preview behind, which can go live next, as to begin with. */
    public void othersPreviewAgain(boolean on) {
        products.othersPreviewAgain(on);
    }

    /** The publisher is ignored. */
    @Override
    boolean startElsewhere(String publisher, String offer, String type, Instant at) {
        Product product = products.of(offer);
        synchronized (product) {
            if (!super.startElsewhere(Products.NOBODY, offer, type, at)) {
                return false;
            }
            products.startedElsewhere(
                    offer, publications.newest(Products.NOBODY, offer).orElseThrow());
            return true;
        }
    }

    @Override
    Call call(Request request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Call.OTHER;
        }
        String shape = request.method() + " " + path.group(1) + (path.group(2) == null ? "" : "/…")
                + (path.group(3) == null ? "" : "/" + path.group(3));
        return switch (shape) {
            case "GET product" -> Call.PRODUCT;
            case "GET submission/…" -> Call.SUBMISSIONS;
            case "GET resource-tree/product/…" -> Call.CONTENT;
            case "POST configure" -> Call.SUBMIT;
            case "GET configure/…/status" -> Call.OPERATION;
            case "GET configure/…" -> Call.STATUS;
            case "POST configure/…/cancel" -> Call.CANCEL;
            default -> Call.OTHER;
        };
    }

    @Override
    String offer(Request request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return "";
        }
        if (path.group(1).equals("product")) {
            return request.query().getOrDefault("externalId", "");
        }
        if (!path.group(1).equals("configure")) {
            return path.group(2) == null ? "" : products.offer(path.group(2));
        }
        return path.group(2) == null
                ? products.offer(ConfigureRequest.guidIn(request.body()))
                : publications.byId(path.group(2)).map(one -> one.offer).orElse("");
    }

    @Override
    Answer answer(Call call, Request request) {
        Matcher path = PATH.matcher(request.path());
        if (call == Call.OTHER || !path.matches()) {
            return notFound("resource");
        }
        Map<String, String> query = request.query();
        if (!ConfigureRequest.supported(query.get("$version"))) {
            return badRequest("The query parameter $version is missing or not supported.");
        }
        if (call == Call.PRODUCT) {
            return products.find(request);
        }
        if (call == Call.SUBMIT) {
            return products.configure(request.body(), job -> job(202, job));
        }
        if (call == Call.SUBMISSIONS) {
            return products.submissions(path.group(2), request);
        }
        if (call == Call.CONTENT) {
            return products.tree(path.group(2), query.getOrDefault("targetType", "draft"));
        }
        Optional<SimulatedPublication> job = publications.byId(path.group(2)).filter(one -> one.id.equals(path.group(2)));
        if (job.isEmpty()) {
            return notFound("job");
        }
        return switch (call) {
            case CANCEL -> cancelJob(job.get());
            case STATUS -> details(job.get());
            default -> job(200, job.get());
        };
    }

    private Answer job(int status, SimulatedPublication job) {
        Instant now = publications.now();
        return Answer.json(status, documents.job(job, job.at(now), now));
    }

    private Answer cancelJob(SimulatedPublication job) {
        if (job.at(publications.now()).over() || cancelForm() == CancelForm.TOO_LATE) {
            return badRequest("The job cannot be cancelled any more.");
        }
        cancel(job);
        return job(cancelForm() == CancelForm.AT_ONCE ? 200 : 202, job);
    }

    private Answer details(SimulatedPublication job) {
        if (!job.at(publications.now()).over()) {
            return badRequest("The job has not finished.");
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("resources").add(documents.product(products.of(job.offer)));
        return Answer.json(200, page);
    }

    static Answer badRequest(String message) {
        return Answer.error(400, "badRequest", message);
    }

    static Answer notFound(String what) {
        return Answer.error(404, "notFound", "The " + what + " does not exist.");
    }
}
