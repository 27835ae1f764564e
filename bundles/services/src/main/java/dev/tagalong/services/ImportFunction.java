package dev.tagalong.services;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that modules can import; see {@link ImportModule}. It need not be public. A first parameter of type
 * {@link dev.tagalong.runtime.Instance} is the instance that calls. Primitive types are passed as they are, without boxing; strings,
 * byte arrays, lists, records and so on by the canonical ABI. What the method throws is a trap to the module.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ImportFunction {

    /** The name that imports use; the method's, if it is not given. */
    String value() default "";
}
