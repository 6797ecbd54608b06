package io.jenkins.plugins.azuremarketplace.api.entra;

import java.time.Instant;

/**
 * @param end when it is not valid any more
 * @param askAgain when it is time for the next one
 */
record AccessToken(String value, Instant end, Instant askAgain) {

    @Override
    public String toString() {
        return "AccessToken[****, end=" + end + "]";
    }
}
