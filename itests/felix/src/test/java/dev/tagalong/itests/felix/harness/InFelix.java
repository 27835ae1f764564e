package dev.tagalong.itests.felix.harness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods run inside a bundle, the probe, in a Felix of its own that the class's tests share.
 *
 * <p>Types of our bundles are then the ones that the bundles use. Parameters of methods may be of type
 * {@link org.osgi.framework.BundleContext}: the probe's. Whatever else a parameter's type is, it must come from the JDK,
 * the framework, JUnit or this package, for these alone mean the same on both sides.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PaxExamExtension.class)
public @interface InFelix {
    /** The bundles that the container starts with, in order. */
    BundleSet[] value() default {BundleSet.CORE, BundleSet.LINKER};
}
