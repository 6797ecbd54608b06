package io.jenkins.plugins.azuremarketplace.api.operation;

import java.util.List;

/**
 * One of the steps that an offer passes on its way to the public. All words are plain text.
 *
 * @param estimate how long the service thinks that it takes, in its own words, such as {@code ~2-3 days}; or empty
 * @param statusText the service's word for the state
 * @param percent 0..100
 */
public record PublishingStep(
        String name, String estimate, StepStatus status, String statusText, int percent, List<StepMessage> messages) {}
