/** Access tokens of Microsoft Entra ID, and how a principal proves itself. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
