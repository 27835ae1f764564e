package dev.tagalong.dl.internal.snapshot;

import dev.tagalong.dl.internal.space.SpaceState;
import dev.tagalong.dl.internal.space.SpaceState.Identity;
import dev.tagalong.dl.internal.space.SpaceState.Library;
import dev.tagalong.dl.internal.space.SpaceState.Waiting;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States of link spaces as bytes. Lists are read an element at a time, so what says that it is long is not believed. */
final class SpaceForm {

    /** Writes a value. */
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    /** Reads a value. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private SpaceForm() {}

    static void write(SpaceState state, DataOutputStream out) throws IOException {
        out.writeBoolean(state.program() != null);
        if (state.program() != null) {
            write(state.program(), out);
        }
        map(state.defined(), out::writeUTF, out::writeInt, out);
        list(state.libraries(), library -> write(library, out), out);
        list(state.global(), out::writeInt, out);
        map(state.free(), out::writeInt, out::writeInt, out);
        list(state.resting(), pair -> list(pair, out::writeInt, out), out);
        map(
                state.pending(),
                out::writeInt,
                waiting -> {
                    out.writeInt(waiting.image());
                    out.writeUTF(waiting.symbol());
                },
                out);
        out.writeInt(state.constructed());
    }

    private static void write(Library library, DataOutputStream out) throws IOException {
        out.writeUTF(library.module().name());
        out.writeUTF(library.module().version());
        out.writeUTF(library.module().digest());
        list(library.places(), out::writeLong, out);
        out.writeInt(library.handle());
        out.writeInt(library.opens());
        out.writeInt(library.constructed());
        out.writeBoolean(library.pinned());
        out.writeBoolean(library.deep());
        out.writeInt(library.root());
        list(library.needs(), out::writeInt, out);
        list(library.bound(), out::writeInt, out);
        list(library.exits(), pair -> list(pair, out::writeInt, out), out);
        map(library.texts(), out::writeUTF, out::writeInt, out);
        list(library.blocks(), out::writeLong, out);
        list(library.slots(), pair -> list(pair, out::writeInt, out), out);
        list(library.functions(), out::writeInt, out);
    }

    private static <T> void list(Collection<T> values, Writing<T> writing, DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writing.write(value);
        }
    }

    private static <K, V> void map(Map<K, V> values, Writing<K> keys, Writing<V> writing, DataOutputStream out)
            throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<K, V> entry : values.entrySet()) {
            keys.write(entry.getKey());
            writing.write(entry.getValue());
        }
    }

    static SpaceState read(DataInputStream in) throws IOException {
        return new SpaceState(
                in.readBoolean() ? library(in) : null,
                map(in::readUTF, in::readInt, in),
                list(() -> library(in), in),
                list(in::readInt, in),
                map(in::readInt, in::readInt, in),
                list(() -> list(in::readInt, in), in),
                map(in::readInt, () -> new Waiting(in.readInt(), in.readUTF()), in),
                in.readInt());
    }

    private static Library library(DataInputStream in) throws IOException {
        return new Library(
                new Identity(in.readUTF(), in.readUTF(), in.readUTF()),
                list(in::readLong, in),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                list(in::readInt, in),
                list(in::readInt, in),
                list(() -> list(in::readInt, in), in),
                map(in::readUTF, in::readInt, in),
                list(in::readLong, in),
                list(() -> list(in::readInt, in), in),
                list(in::readInt, in));
    }

    private static <T> List<T> list(Reading<T> reading, DataInputStream in) throws IOException {
        List<T> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(reading.read());
        }
        return values;
    }

    private static <K, V> Map<K, V> map(Reading<K> keys, Reading<V> reading, DataInputStream in) throws IOException {
        Map<K, V> values = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            K key = keys.read();
            values.put(key, reading.read());
        }
        return values;
    }
}
