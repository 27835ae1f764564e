package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Instance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The libraries that a space has loaded, for those who end it from another thread: whoever takes one out sees to its end,
 * and nobody moves in afterwards. Safe for any thread.
 */
final class Residents {

    private final String label;
    private final Set<Image> images = new LinkedHashSet<>();
    private boolean closed;

    /** {@code label}: the program, for messages. */
    Residents(String label) {
        this.label = label;
    }

    /**
     * Lets an image in.
     *
     * @throws DlException if the program has ended
     */
    void enter(Image image) {
        synchronized (images) {
            if (closed) {
                throw new DlException(label + " is closed");
            }
            images.add(image);
        }
        image.object.loaded();
    }

    /** Notes the instance of an image; if the program has ended meanwhile, so has the instance. */
    void started(Image image, Instance instance) {
        image.instance = instance;
        boolean over;
        synchronized (images) {
            over = !images.contains(image);
        }
        if (over) {
            instance.close();
        }
    }

    /** Takes an image out. */
    void leave(Image image) {
        boolean present;
        synchronized (images) {
            present = images.remove(image);
        }
        if (present) {
            end(image);
        }
    }

    /** Takes all out, for good. */
    void close() {
        List<Image> all;
        synchronized (images) {
            closed = true;
            all = List.copyOf(images);
            images.clear();
        }
        all.forEach(Residents::end);
    }

    private static void end(Image image) {
        Instance instance = image.instance;
        if (instance != null) {
            instance.close();
        }
        image.unbind();
        image.object.unloaded();
    }
}
