/** The Product Ingestion API: its requests and documents. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api.ingestion;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
