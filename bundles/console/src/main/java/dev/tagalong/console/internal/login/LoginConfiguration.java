package dev.tagalong.console.internal.login;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.tagalong.console.login}. Without it nobody can log in through it. */
@ObjectClassDefinition(
        name = "Tagalong console login",
        description = "Who may use the Web Console. Without this configuration the login is somebody else's affair.")
@interface LoginConfiguration {

    /** The property {@code user}. */
    @AttributeDefinition(name = "User", description = "The one user's name")
    String user() default "admin";

    /** The property {@code password.file}. */
    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file whose first line is the password. It is made with a random password if it is not there,"
                            + " and read at each login, so that a change holds at once. Only its owner may be able to read it.")
    String password_file();

    /** The property {@code announce}. */
    @AttributeDefinition(
            name = "Announce",
            description = "Whether the console's address is printed on standard error when it can be reached")
    boolean announce() default false;
}
