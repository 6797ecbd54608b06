/**
 * The plugin as Jenkins sees it: in here only what ties the rooms below. No words, addresses or documents of the service.
 *
 * <pre>
 *     azuremarketplace.step           what a pipeline or a job does, and one run of it             ─┐
 *     azuremarketplace.record         what a build keeps and shows                                  │
 *     azuremarketplace                the connector: a build, its credentials and the configuration ├ know Jenkins
 *     azuremarketplace.configuration  settings, checks and drop-downs, the test of a connection     │
 *     azuremarketplace.monitor        what an administrator is told before anything fails           │
 *     azuremarketplace.credentials    credentials, and the principals that they are                ─┘
 *     azuremarketplace.publication    when to submit, when to poll, when it is over                ─┐
 *     azuremarketplace.api            what a marketplace is, and, in rooms of its own, its APIs,    ├ know nothing of Jenkins
 *                                     requests, tokens and errors                                  ─┘
 * </pre>
 *
 * Arrows point down only.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
