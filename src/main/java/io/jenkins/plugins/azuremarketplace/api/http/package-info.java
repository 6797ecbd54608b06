/** Requests with a token, and answers within bounds; who is refused is told by whom, why, and what to do. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
