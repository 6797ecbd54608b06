package io.jenkins.plugins.azuremarketplace.api;

/**
 * Something that the service says about a step or an operation.
 *
 * @param error whether its level is {@code error}
 * @param text plain text, one line
 */
public record StepMessage(boolean error, String text) {}
