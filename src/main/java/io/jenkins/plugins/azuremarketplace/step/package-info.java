/**
 * The pipeline steps and build steps, one run of them on behalf of a build, their result, and their marks on the nodes of
 * a pipeline.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
