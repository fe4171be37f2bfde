package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.audit.Redactor;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Tells the redactor of every secret the moment it exists. */
record SecretSink(Redactor redactor) {

    AwsCredentials keep(AwsCredentials keys) {
        redactor.protect(keys.accessKeyId());
        redactor.protect(keys.secretAccessKey());
        if (keys instanceof AwsSessionCredentials session) {
            redactor.protect(session.sessionToken());
        }
        return keys;
    }

    String keep(String secret) {
        redactor.protect(secret);
        return secret;
    }
}
