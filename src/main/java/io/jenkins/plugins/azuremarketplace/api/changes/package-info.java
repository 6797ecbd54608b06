/** What differs between two slots of an offer: names, never values, since values hold signed URLs. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.changes;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
