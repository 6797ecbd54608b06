/** The command line: goes live and waits from a bare machine, by the same code as a build. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
