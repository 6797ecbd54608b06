/** The ways to prove an application as types of Jenkins credentials, and how credentials become a principal. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.credentials;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
