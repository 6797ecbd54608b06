/**
 * What ten thousand waits cost, measured against a simulator in another process. Run by hand: see docs/performance.md.
 */
package io.jenkins.plugins.azuremarketplace.benchmark;
