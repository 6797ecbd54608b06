/** Tokens of other issuers that an application presents instead of a secret, and who makes them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.federation;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
