package dev.tagalong.deployer.internal;

import java.io.ByteArrayInputStream;
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

    /** One that makes bundles with a wrapper. */
    @Activate
    public WasmUrlHandler(@Reference Wrapper wrapper) {
        this.wrapper = wrapper;
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
                return new ByteArrayInputStream(wrap(inner));
            }
        };
    }

    private byte[] wrap(URL inner) throws IOException {
        String path = inner.getPath();
        try (InputStream in = inner.openStream()) {
            byte[] binary = in.readAllBytes();
            Sidecar sidecar = inner.getProtocol().equals("file")
                    ? Sidecar.of(Path.of(URI.create(inner.toString())))
                    : Sidecar.NONE;
            Wishes wishes = Wishes.of(sidecar);
            if (!wishes.controls().isEmpty()) {
                LOG.warn(
                        "{} says {} of {}, which holds only in a folder that is watched: configure dev.tagalong.plugin",
                        sidecar.source(),
                        wishes.controls().keySet(),
                        inner);
            }
            return wrapper.wrap(path.substring(path.lastIndexOf('/') + 1), binary, wishes)
                    .contents();
        } catch (DeploymentException | IllegalArgumentException e) {
            throw new IOException(inner + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected void parseURL(URL url, String spec, int start, int limit) {
        setURL(url, SCHEME, null, -1, null, null, spec.substring(start, limit), null, null);
    }
}
