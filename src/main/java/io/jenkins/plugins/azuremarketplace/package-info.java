/**
 * The plugin as Jenkins sees it: steps, a build step, configuration and what a build shows. No words, addresses or
 * documents of the service in here.
 *
 * <pre>
 *     azuremarketplace              Jenkins glue                     ─┐
 *     azuremarketplace.credentials  the service principal            ─┘ know Jenkins
 *     azuremarketplace.publication  when to submit, look, stop       ─┐
 *     azuremarketplace.api          HTTP, JSON, tokens, errors       ─┘ know nothing of Jenkins
 * </pre>
 *
 * Arrows point down only.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
