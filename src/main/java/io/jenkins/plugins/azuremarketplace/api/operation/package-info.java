/** What a service says about an operation at one moment. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.operation;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
