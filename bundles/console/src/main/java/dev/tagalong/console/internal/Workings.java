package dev.tagalong.console.internal;

import dev.tagalong.console.internal.plugin.DeadlineCall;
import dev.tagalong.console.internal.plugin.DeployFolder;
import dev.tagalong.console.internal.plugin.HeldLibraries;
import dev.tagalong.console.internal.plugin.PluginControl;
import dev.tagalong.console.internal.plugin.Plugins;
import dev.tagalong.dl.packaging.ModuleBound;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * What all requests share.
 *
 * @param folder the deploy folder
 * @param plugins the bundles with modules
 * @param control what is done to them
 * @param calls calls of functions
 * @param held libraries that are kept open
 * @param bound how large a module may be that is uploaded
 */
record Workings(
        DeployFolder folder,
        Plugins plugins,
        PluginControl control,
        DeadlineCall calls,
        HeldLibraries held,
        ModuleBound bound) {

    private static final int MOST_MEGABYTES = 1023;

    /** As configured. */
    static Workings of(BundleContext context, ConsoleConfiguration configuration) {
        String path = configuration.deploy_folder();
        int megabytes = configuration.upload_mb();
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException("upload.mb must be from 1 to " + MOST_MEGABYTES + ": " + megabytes);
        }
        DeployFolder folder = new DeployFolder(path == null || path.isEmpty() ? null : Path.of(path));
        return new Workings(
                folder,
                new Plugins(context, folder),
                new PluginControl(context, folder),
                new DeadlineCall(),
                new HeldLibraries(),
                ModuleBound.of("upload.mb of dev.tagalong.console", megabytes));
    }
}
