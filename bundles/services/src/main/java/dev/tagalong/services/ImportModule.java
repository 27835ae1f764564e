package dev.tagalong.services;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * A component whose methods marked with {@link ImportFunction} modules can import, from a module of this name: it sets the service
 * property {@code tagalong.import.module}. A service that is registered otherwise sets the property itself. The functions are
 * there as long as the service is; the configuration of the linker grants them.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ImportModule {

    /** What the property's name begins with. */
    String PREFIX_ = "tagalong.";

    /** The module name that imports use. */
    String value();
}
