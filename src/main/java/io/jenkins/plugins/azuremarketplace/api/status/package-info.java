/** What there is of an offer, and what goes on with it: values without requests. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.status;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
