package io.jenkins.plugins.azuremarketplace.api.operation;

/**
 * Something that the service says about a step or an operation.
 *
 * @param error whether its level is {@code error}, or worse
 * @param text plain text, one line, no longer than a reason in a log
 */
public record StepMessage(boolean error, String text) {}
