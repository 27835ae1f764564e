package dev.tagalong.console.internal.login;

import dev.tagalong.dl.ConfigurationKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of the Web Console where it is configured: one user, HTTP's basic authentication (RFC 7617), and the password of a
 * {@link PasswordFile}. The framework property {@code felix.webconsole.security.providers} with {@link #ID} makes the Web
 * Console wait for it and turns the console's own login off, which knows a default password.
 *
 * <p>Every request to the Web Console comes here, so here is what all of its pages need and do not have: a browser that sends a
 * password by itself does so for pages of other servers, too, so what these send is refused unless it changes nothing; and none of them
 * may show a page in a frame.
 */
@Component(
        service = {SecurityProvider.class, Login.class},
        configurationPid = Login.ID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = SecurityProvider.PROPERTY_ID + "=" + Login.ID)
@Designate(ocd = LoginConfiguration.class)
public final class Login implements SecurityProvider {

    /** The configuration's PID, and the name under which the Web Console can require it. */
    static final String ID = "dev.tagalong.console.login";

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private static final String SCHEME = "Basic ";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    private static final String STRANGER =
            "The console needs the user and the password that it was given, or one of them was wrong. The container"
                    + " tells both on standard error when it starts, and <code>etc/dev.tagalong.console.login.cfg</code>"
                    + " says where the password is kept.";
    private static final String ELSEWHERE =
            "The request came from a page of another server. Open the console itself, and do it there.";

    private final String user;
    private final PasswordFile file;
    private final boolean announced;
    private final String freshPassword;

    /** A login as configured; makes the password if there is none. */
    @Activate
    public Login(LoginConfiguration configuration, Map<String, Object> properties) throws IOException {
        ConfigurationKeys.unknown(ID, LoginConfiguration.class, properties).forEach(LOG::warn);
        if (configuration.password_file() == null || configuration.user().isEmpty()) {
            throw new IllegalArgumentException(ID + ": user and password.file must be given");
        }
        this.user = configuration.user();
        this.announced = configuration.announce();
        this.file = new PasswordFile(Path.of(configuration.password_file()));
        this.freshPassword = file.makeIfMissing();
        if (freshPassword != null) {
            LOG.info("A password for the console was made: {}", file.path());
        }
    }

    String user() {
        return user;
    }

    Path file() {
        return file.path();
    }

    boolean announced() {
        return announced;
    }

    /** The password if it was made just now, else {@code null}. */
    String freshPassword() {
        return freshPassword;
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        if (!HARMLESS.contains(request.getMethod()) && Origin.isElsewhere(request)) {
            refuse(request, response, HttpServletResponse.SC_FORBIDDEN);
            return null;
        }
        if (accepted(request.getHeader("Authorization"))) {
            request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
            request.setAttribute(ServletContextHelper.REMOTE_USER, user);
            return user;
        }
        response.setHeader("WWW-Authenticate", SCHEME + "realm=\"Tagalong\", charset=\"UTF-8\"");
        refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED);
        return null;
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status) {
        // What a stranger sends is not read, so nothing can follow it.
        response.setHeader("Connection", "close");
        boolean stranger = status == HttpServletResponse.SC_UNAUTHORIZED;
        if (stranger && !request.getMethod().equals("GET")) {
            response.setStatus(status);
            return;
        }
        try {
            Refused.write(
                    response, status, stranger ? "User and password" : "Refused", stranger ? STRANGER : ELSEWHERE);
        } catch (IOException e) {
            LOG.debug("A client did not wait for being refused", e);
        }
    }

    private boolean accepted(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String given = new String(decoded, StandardCharsets.UTF_8);
            int colon = given.indexOf(':');
            // Both are compared in any case, so that the time tells nothing.
            boolean password = file.matches(given.substring(colon + 1));
            return password && colon >= 0 && user.equals(given.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (IOException e) {
            LOG.warn("Nobody can log in: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public boolean authorize(Object somebody, String role) {
        return true;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        // The Web Console makes the browser forget what it sends with basic authentication.
    }
}
