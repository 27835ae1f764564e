package dev.tagalong.deployer.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code wasm:URL} is the bundle of the module at that URL. Beside a module in a file its sidecar counts, too. Reading from such a
 * URL fails with the reason if there is no valid module.
 */
@Component(
        service = URLStreamHandlerService.class,
        property = URLConstants.URL_HANDLER_PROTOCOL + "=" + WasmUrlHandler.SCHEME)
public final class WasmUrlHandler extends AbstractURLStreamHandlerService {

    private static final Logger LOG = LoggerFactory.getLogger(WasmUrlHandler.class);

    /** The scheme. */
    static final String SCHEME = "wasm";

    private final Wrapper wrapper;
    private final ModuleSize size;

    /** One that makes bundles with a wrapper. */
    @Activate
    public WasmUrlHandler(@Reference Wrapper wrapper, @Reference ModuleSize size) {
        this.wrapper = wrapper;
        this.size = size;
    }

    @Override
    public URLConnection openConnection(URL url) throws IOException {
        URL inner = new URL(url.toExternalForm().substring(SCHEME.length() + 1));
        return new URLConnection(url) {
            @Override
            public void connect() {
                // Nothing is kept open.
            }

            @Override
            public InputStream getInputStream() throws IOException {
                return wrap(inner);
            }
        };
    }

    private InputStream wrap(URL inner) throws IOException {
        try {
            URI uri = URI.create(inner.toString());
            boolean file = "file".equals(uri.getScheme());
            byte[] binary = file ? ModuleFiles.read(Path.of(uri), size.bound()) : read(inner);
            Sidecar sidecar = file ? Sidecar.of(Path.of(uri)) : Sidecar.NONE;
            Wishes wishes = Wishes.of(sidecar);
            if (!wishes.controls().isEmpty()) {
                LOG.warn(
                        "{} says {} of {}, which holds only in a folder that is watched: configure dev.tagalong.plugin",
                        sidecar.source(),
                        wishes.controls().keySet(),
                        inner);
            }
            String path = uri.getPath() == null ? inner.getPath() : uri.getPath();
            return wrapper.wrap(path.substring(path.lastIndexOf('/') + 1), binary, wishes)
                    .open();
        } catch (DeploymentException | DlException | IllegalArgumentException e) {
            throw new IOException(inner + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(inner + ": " + ModuleLoader.noMemory().getMessage(), e);
        }
    }

    private byte[] read(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        try (InputStream in = connection.getInputStream()) {
            return size.bound().read(in, connection.getContentLengthLong());
        }
    }

    @Override
    protected void parseURL(URL url, String spec, int start, int limit) {
        setURL(url, SCHEME, null, -1, null, null, spec.substring(start, limit), null, null);
    }
}
