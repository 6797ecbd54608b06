package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.stapler.export.ExportedBean;

/** One publication of a build, as it is kept in the build's record. */
@ExportedBean
public class PublicationEntry implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final Publication publication;

    /** Null for the default of the configuration. */
    @CheckForNull
    private final String credentialsId;

    PublicationEntry(Publication publication, @CheckForNull String credentialsId) {
        this.publication = publication;
        this.credentialsId = credentialsId;
    }

    Publication publication() {
        return publication;
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    /** Whether another attempt of the same build wants the same. */
    boolean isSameOffer(PublicationEntry other) {
        return publication.publisher().equals(other.publication.publisher())
                && publication.offerId().equals(other.publication.offerId())
                && !publication.isWatchOnly()
                && !other.publication.isWatchOnly();
    }
}
