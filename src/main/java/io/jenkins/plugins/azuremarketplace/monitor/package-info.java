/** What an administrator is told before anything fails. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.monitor;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
