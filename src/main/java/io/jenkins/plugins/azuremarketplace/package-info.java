/**
 * The plugin as Jenkins sees it: steps, a build step, configuration and what a build shows. No words, addresses or
 * documents of the service in here.
 *
 * <pre>
 *     azuremarketplace              Jenkins glue                                    ─┐
 *     azuremarketplace.credentials  the service principal                           ─┘ know Jenkins
 *     azuremarketplace.publication  when to submit, when to poll, when it is over   ─┐
 *     azuremarketplace.api          what a marketplace is, and, in rooms of its own, ├ know nothing of Jenkins
 *                                   its APIs, requests, tokens and errors           ─┘
 * </pre>
 *
 * Arrows point down only.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
