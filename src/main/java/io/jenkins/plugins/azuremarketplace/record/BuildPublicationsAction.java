package io.jenkins.plugins.azuremarketplace.record;

import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import hudson.util.RobustReflectionConverter;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenkins.model.RunAction2;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.w3c.dom.Element;

/** The publications of a build: kept in its record, shown on its page, exported by the REST API. */
@Restricted(NoExternalUse.class)
@ExportedBean
public class BuildPublicationsAction implements RunAction2 {

    public static final String URL = "azure-marketplace";

    private static final String ENTRIES = "entries";

    /** Replaced as a whole, so that the build can be saved at any moment: by {@link ConverterImpl}, as the others. */
    private transient volatile List<PublicationRecord> records;

    /** What can't be read, and is written again as it is. */
    private transient volatile List<UnreadableRecord> unreadable;

    /** What a later version keeps beside the publications. */
    private final transient List<Element> unknown;

    @CheckForNull
    private transient volatile Run<?, ?> run;

    private BuildPublicationsAction(
            List<PublicationRecord> records, List<UnreadableRecord> unreadable, List<Element> unknown) {
        this.records = List.copyOf(records);
        this.unreadable = List.copyOf(unreadable);
        this.unknown = List.copyOf(unknown);
    }

    /** The action of a build; adds one if there is none. */
    public static BuildPublicationsAction of(Run<?, ?> run) {
        synchronized (run) {
            BuildPublicationsAction action = run.getAction(BuildPublicationsAction.class);
            if (action == null) {
                action = new BuildPublicationsAction(List.of(), List.of(), List.of());
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * Adds the record of a new publication, which learns from earlier attempts of the same build.
     *
     * @param driven whether another branch of the build is at a publication right now: then it is no earlier attempt
     */
    public synchronized void enter(PublicationRecord record, Predicate<Publication> driven) {
        for (PublicationRecord earlier : records) {
            if (record.isSameOffer(earlier) && !driven.test(earlier.publication())) {
                record.publication().follow(earlier.publication());
            }
        }
        records = Stream.concat(records.stream(), Stream.of(record)).toList();
    }

    /** All that are whole, oldest first. */
    public List<PublicationRecord> records() {
        return records;
    }

    @CheckForNull
    public PublicationRecord find(String id) {
        return records.stream()
                .filter(record -> record.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Of a publication that may have been begun, though nobody can tell how far it came. */
    public Optional<UnreadableRecord> findUnreadable(PublicationRecord wish) {
        return unreadable.stream().filter(record -> record.isOf(wish)).findFirst();
    }

    /** Remembers that nothing is known of a publication that was on record, and returns what is left of it. */
    public synchronized UnreadableRecord bury(PublicationRecord wish) {
        UnreadableRecord known = findUnreadable(wish).orElse(null);
        if (known != null) {
            return known;
        }
        UnreadableRecord gone = UnreadableRecord.gone(wish);
        unreadable = Stream.concat(unreadable.stream(), Stream.of(gone)).toList();
        return gone;
    }

    /** Of a publication of this build that may have been about the same offer. */
    public Optional<UnreadableRecord> inTheWayOf(PublicationRecord wish) {
        return unreadable.stream().filter(record -> record.mayConcern(wish)).findFirst();
    }

    @Exported
    public List<PublicationReport> getPublications() {
        return records.stream().map(this::report).toList();
    }

    private PublicationReport report(PublicationRecord record) {
        return new PublicationReport(getObject(), record);
    }

    /** For URLs: {@code azure-marketplace/publication/ID/}. */
    @CheckForNull
    @StaplerDispatchable
    public PublicationReport getPublication(String id) {
        PublicationRecord record = find(id);
        return record == null ? null : report(record);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** The build; under this name the tag {@code l:run-subpage} asks for it. */
    public Run<?, ?> getObject() {
        return Objects.requireNonNull(run);
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loadedFor) {
        onAttached(loadedFor);
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildPublicationsAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Publications are read one by one, so that none that is damaged makes the others, or the build, unreadable. */
    @Restricted(NoExternalUse.class)
    public static final class ConverterImpl implements Converter {

        @Override
        public boolean canConvert(Class type) {
            return type == BuildPublicationsAction.class;
        }

        @Override
        public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
            BuildPublicationsAction action = (BuildPublicationsAction) source;
            writer.startNode(ENTRIES);
            action.unreadable.forEach(record -> RecordXml.write(record.element(), writer));
            action.records.forEach(record -> RecordXml.write(RecordXml.write(record), writer));
            writer.endNode();
            action.unknown.forEach(element -> RecordXml.write(element, writer));
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            List<PublicationRecord> records = new ArrayList<>();
            List<UnreadableRecord> unreadable = new ArrayList<>();
            List<Element> unknown = new ArrayList<>();
            while (reader.hasMoreChildren()) {
                reader.moveDown();
                if (reader.getNodeName().equals(ENTRIES)) {
                    while (reader.hasMoreChildren()) {
                        reader.moveDown();
                        Element element = RecordXml.read(reader);
                        try {
                            records.add(RecordXml.read(element));
                        } catch (RuntimeException e) {
                            unreadable.add(new UnreadableRecord(element, e));
                            RobustReflectionConverter.addErrorInContext(context, e);
                        }
                        reader.moveUp();
                    }
                } else {
                    unknown.add(RecordXml.read(reader));
                }
                reader.moveUp();
            }
            return new BuildPublicationsAction(records, unreadable, unknown);
        }
    }
}
