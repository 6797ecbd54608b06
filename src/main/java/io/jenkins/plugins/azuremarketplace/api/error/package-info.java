/** Why something failed: readable reasons in whatever shape a service, a gateway or a proxy sends its errors. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.error;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
