/** The system configuration, the checks and drop-downs of all forms, and the test of a connection. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.configuration;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
