package app.medzenhealth.cutover.aws.signin;

import java.net.URI;
import java.time.Instant;

/**
 * What a person needs to let this console in by single sign-on (RFC 8628).
 *
 * @param code to be compared with, or typed into, the page
 * @param page with the code filled in, where AWS gives such a link
 * @param expires after this the code is worth nothing
 */
public record DeviceCode(String code, URI page, Instant expires) {}
