/**
 * When to submit, when to poll again, when it is over. Knows the JDK and the protocol, no Jenkins.
 *
 * <p>{@link io.jenkins.plugins.azuremarketplace.publication.Publication} is what must be remembered;
 * {@link io.jenkins.plugins.azuremarketplace.publication.PublicationDriver} does the next piece of work on it and says when
 * to come back; {@link io.jenkins.plugins.azuremarketplace.publication.PublicationPoller} comes back in time.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
