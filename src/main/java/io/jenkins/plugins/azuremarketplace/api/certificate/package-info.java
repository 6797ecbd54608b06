/** Certificates with their private keys, and the files that hold them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.certificate;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
