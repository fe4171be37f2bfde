package app.medzenhealth.cutover.audit;

import java.security.GeneralSecurityException;

/** Not what the key was sealed under, or somebody changed the file. */
final class WrongPassphrase extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    WrongPassphrase() {
        super("the passphrase is wrong, or the file was changed");
    }
}
