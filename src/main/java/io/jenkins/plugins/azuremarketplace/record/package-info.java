/** What a build keeps of its publications, and what its page, the page of its job and the REST API show of them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
