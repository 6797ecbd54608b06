package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How lists are cut into pages. */
public final class Paging {

    /** Where the link to the next page leads, and how it is written. */
    public enum Link {
        /** To the API's base address. */
        RELATIVE,
        /** From the root of the host. */
        PATH,
        ABSOLUTE,
        /** The last page leads back to the first one; absolute. */
        CIRCULAR,
        /** After the last page comes an empty one, and so on for ever; absolute. */
        ENDLESS,
        /** Every page leads to another host. */
        ELSEWHERE
    }

    /**
     * An entry of a list.
     *
     * @param operation the operation that it shows as going on, or {@code null}
     */
    record Row(ObjectNode json, SimulatedPublication operation) {}

    private static final String TOKEN = "$skipToken";

    private volatile int size = Integer.MAX_VALUE;
    private volatile boolean emptyFirst;
    private volatile String linkName = "@nextLink";
    private volatile Link link = Link.RELATIVE;

    Paging() {}

    /** The most entries of a page; unlimited to begin with. */
    public void size(int entries) {
        size = entries;
    }

    /** Whether the first page is empty and leads to another one. */
    public void emptyFirst(boolean on) {
        emptyFirst = on;
    }

    /** {@code nextLink}, {@code @nextLink}, which it is to begin with, or {@code @odata.nextLink}. */
    public void linkName(String name) {
        linkName = name;
    }

    public void link(Link form) {
        link = form;
    }

    /** Whether there is anything but one page. */
    boolean inUse() {
        return size < Integer.MAX_VALUE || emptyFirst || link.compareTo(Link.ABSOLUTE) > 0;
    }

    /** Whether it asks for another page than the first. */
    static boolean isContinued(Request request) {
        return request.query().containsKey(TOKEN);
    }

    /** The page that was asked for. */
    Answer page(Collection<Row> all, Request request, URI endpoint) {
        List<Row> rows = new ArrayList<>(all);
        String token = request.query().get(TOKEN);
        boolean nothingYet = emptyFirst && token == null;
        int first = token == null ? 0 : Integer.parseInt(token);
        int from = Math.min(rows.size(), first);
        int to = nothingYet ? from : (int) Math.min(rows.size(), (long) from + size);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode value = page.putArray("value");
        Set<SimulatedPublication> shown = new LinkedHashSet<>();
        for (Row row : rows.subList(from, to)) {
            value.add(row.json());
            if (row.operation() != null) {
                shown.add(row.operation());
            }
        }
        boolean more = nothingYet || to < rows.size();
        if (more || link.compareTo(Link.ABSOLUTE) > 0) {
            int next = more ? to : link == Link.CIRCULAR ? 0 : Math.max(to, first + 1);
            page.put(linkName, link(request.target(), next, endpoint));
        }
        return Answer.json(200, page).showing(shown);
    }

    private String link(String target, int token, URI endpoint) {
        String next = target.replaceFirst("&\\" + TOKEN + "=\\d+", "") + "&" + TOKEN + "=" + token;
        String host = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        return switch (link) {
            case RELATIVE -> next.substring(endpoint.getPath().length() + 1);
            case PATH -> next;
            case ABSOLUTE, CIRCULAR, ENDLESS -> host + next;
            case ELSEWHERE -> "https://elsewhere.example" + next;
        };
    }
}
