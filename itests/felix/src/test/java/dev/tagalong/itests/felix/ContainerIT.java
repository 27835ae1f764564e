package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.dl.Linker;
import dev.tagalong.itests.felix.harness.InFelix;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The ground the other tests stand on. */
@InFelix
class ContainerIT {

    @Test
    void testsRunInABundle(BundleContext context) {
        assertNotNull(FrameworkUtil.getBundle(getClass()));
        assertSame(FrameworkUtil.getBundle(getClass()), context.getBundle());
    }

    @Test
    void typesAreThoseOfTheRealBundles() {
        assertEquals("dev.tagalong.dl", FrameworkUtil.getBundle(Linker.class).getSymbolicName());
    }
}
