/** The way to a marketplace: which API, with which tokens and sockets. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.client;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
