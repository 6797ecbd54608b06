/** Text from outside: made harmless for logs and pages, and read in every spelling that the services use. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.text;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
