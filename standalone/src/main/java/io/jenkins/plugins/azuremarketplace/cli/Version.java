package io.jenkins.plugins.azuremarketplace.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"marketplace-golive " + (version == null ? "development" : version)};
    }
}
