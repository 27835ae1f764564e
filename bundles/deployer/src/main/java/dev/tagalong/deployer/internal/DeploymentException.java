package dev.tagalong.deployer.internal;

/** A file is not made a bundle; the message says why, for the one who put it there. */
final class DeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    DeploymentException(String message) {
        super(message);
    }
}
