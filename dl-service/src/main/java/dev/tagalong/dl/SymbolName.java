package dev.tagalong.dl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The symbol that a method of an interface given to {@link Library#as} calls, where it is not the method's name. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SymbolName {
    /** The symbol. */
    String value();
}
