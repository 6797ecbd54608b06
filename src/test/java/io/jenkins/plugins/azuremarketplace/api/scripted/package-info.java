/** For tests: both services and the authority as scripted servers on the loopback interface, and answers of the real ones. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.scripted;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
