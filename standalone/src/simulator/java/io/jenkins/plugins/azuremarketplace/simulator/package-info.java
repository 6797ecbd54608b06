/**
 * The services the plugin talks to, small enough to start in a test: Cloud Partner Portal, Product Ingestion and the token
 * endpoint of Microsoft Entra ID. They keep state, obey the documented rules, and misbehave on demand.
 *
 * <p>HTTP is spoken over plain sockets because the JDK's {@code HttpServer} overwrites every {@code Date} header with the
 * real time, and these services have to agree with a test's clock.
 */
package io.jenkins.plugins.azuremarketplace.simulator;
