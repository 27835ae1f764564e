package dev.tagalong.bench.program;

import dev.tagalong.bench.contender.Guest;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Formats a text with a dprint plugin, over its interface of version 4: what goes in or out is put into bytes that the
 * plugin shares. The plugins import nothing.
 *
 * @param path the file name that the plugin is told
 */
record Formatter(String path) implements Program.Task {

    private static final int CONFIGURATION = 1;
    private static final int NO_CHANGE = 0;
    private static final int FAILED = 2;

    @Override
    public LongSupplier open(Guest plugin, byte[] input) {
        send(plugin, "{\"global\":{},\"plugin\":{}}".getBytes(StandardCharsets.UTF_8));
        plugin.call("register_config", CONFIGURATION);
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return () -> {
            send(plugin, name);
            plugin.call("set_file_path");
            send(plugin, input);
            int status = (int) plugin.call("format", CONFIGURATION);
            if (status == FAILED) {
                throw new IllegalStateException(
                        new String(receive(plugin, (int) plugin.call("get_error_text")), StandardCharsets.UTF_8));
            }
            int length = status == NO_CHANGE ? 0 : (int) plugin.call("get_formatted_text");
            return Program.hash(receive(plugin, length));
        };
    }

    private static void send(Guest plugin, byte[] bytes) {
        plugin.write((int) plugin.call("clear_shared_bytes", bytes.length), bytes);
    }

    private static byte[] receive(Guest plugin, int length) {
        return plugin.read((int) plugin.call("get_shared_bytes_ptr"), length);
    }
}
