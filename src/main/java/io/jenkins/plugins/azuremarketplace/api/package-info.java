/**
 * The protocol: HTTP, JSON, tokens and errors of the marketplace's services. No Jenkins types here, and no waiting: one
 * method call is at most a handful of requests, and it returns or throws.
 *
 * <p>The types are public for the other packages of this plugin; they are not an API for others.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
