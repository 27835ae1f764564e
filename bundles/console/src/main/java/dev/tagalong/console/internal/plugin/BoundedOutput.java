package dev.tagalong.console.internal.plugin;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes that are written, and counts the others. Safe for any thread. */
final class BoundedOutput extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int most;
    private long dropped;

    BoundedOutput(int most) {
        this.most = most;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, most - kept.size());
        kept.write(bytes, offset, taken);
        dropped += length - taken;
    }

    /** What was written, as whole lines of UTF-8, with a word on what was not kept. */
    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8);
        String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return text + end + (dropped == 0 ? "" : "[" + dropped + " more bytes]\n");
    }
}
