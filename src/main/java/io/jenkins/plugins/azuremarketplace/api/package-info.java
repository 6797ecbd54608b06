/**
 * What a marketplace is: the interface to a service that publishes offers, and its values. No Jenkins types here and in
 * the rooms around, and no waiting: one method call is at most a handful of requests, and it returns or throws.
 *
 * <pre>
 *     api.client                 the way to a marketplace: which API, with which tokens and sockets
 *     api.portal  api.ingestion  one API each: its requests and documents
 *     api.entra                  tokens, and how a principal proves itself
 *     api.http                   requests with a token, and answers within bounds
 *     api                        the interface and its values
 *     api.changes                what differs between two slots of an offer
 *     api.status                 what there is of an offer
 *     api.operation  api.error   what a service says about an operation; why something failed
 *     api.text                   text from outside
 * </pre>
 *
 * <p>Arrows point down only. The types are public for the other packages of this plugin; they are not an API for others.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
