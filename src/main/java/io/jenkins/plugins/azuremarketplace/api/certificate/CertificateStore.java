package io.jenkins.plugins.azuremarketplace.api.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** The one certificate that a key store is about. */
public final class CertificateStore {

    private CertificateStore() {}

    /**
     * The only entry with a private key; others may be there.
     *
     * @param store one that was never loaded counts as one that can't be opened
     * @param password of the key; perhaps empty
     * @throws IllegalArgumentException with a sentence for the user, if there is no such entry or nothing can be signed with it
     */
    public static CertifiedKey only(KeyStore store, char[] password) {
        List<String> aliases = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                    aliases.add(alias);
                }
            }
            if (aliases.size() != 1) {
                throw new IllegalArgumentException(
                        aliases.isEmpty()
                                ? "There is no private key in the key store: the certificate alone is not enough."
                                : "There are " + aliases.size()
                                        + " private keys in the key store: it must hold exactly one.");
            }
            String alias = aliases.get(0);
            if (store.getKey(alias, password) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new CertifiedKey(certificate, key);
            }
            throw new IllegalArgumentException("The key store holds no X.509 certificate for its private key.");
        } catch (UnrecoverableKeyException e) {
            throw new WrongPassword(e);
        } catch (KeyStoreException | NoSuchAlgorithmException e) {
            throw unopened(e);
        }
    }

    /**
     * The only entry with a private key of a PKCS#12 file.
     *
     * @param password asked for where the file does not open without one
     * @throws IllegalArgumentException with a sentence for the user, if there is no such entry or nothing can be signed with it
     */
    static CertifiedKey only(byte[] content, Supplier<char[]> password) {
        try {
            return only(content, new char[0]);
        } catch (WrongPassword it) {
            return only(content, password.get());
        }
    }

    private static CertifiedKey only(byte[] content, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            return only(store, password);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? new WrongPassword(e) : unopened(e);
        } catch (GeneralSecurityException e) {
            throw unopened(e);
        }
    }

    private static IllegalArgumentException unopened(Exception cause) {
        return new IllegalArgumentException("The key store can't be opened: it is damaged, or of another kind.", cause);
    }

    private static final class WrongPassword extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        WrongPassword(Exception cause) {
            super("The password of the key store is wrong.", cause);
        }
    }
}
