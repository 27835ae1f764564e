package dev.tagalong.shell.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What follows a command's name: as manual pages write it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Synopsis {

    /** The words, such as {@code MODULE [ARGUMENT]...}. */
    String value();
}
