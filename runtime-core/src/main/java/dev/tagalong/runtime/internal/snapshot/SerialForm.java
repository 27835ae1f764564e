package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.internal.module.Digests;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Snapshots as bytes: a mark, the version of the form, SHA-256 of what follows, then what was told, a bit each, and the states.
 * Numbers are unsigned LEB128, but for globals, which have 8 bytes each, little end first. A reference's code is written plus one, so that null is one byte; a
 * memory's pages and a table's size, too, and 0 stands for one that an instance before has.
 */
final class SerialForm {

    /** Counted up whenever what is written means something else. */
    private static final int VERSION = 1;

    private static final byte[] MARK = {0, 't', 'g', 's', VERSION};

    private static final int HEADER = MARK.length + Digests.LENGTH;

    private SerialForm() {}

    /** What a snapshot has. */
    record Contents(List<InstanceState> states, Set<HostState.Told> told) {}

    static byte[] write(Contents snapshot) {
        Output out = new Output();
        out.skip(HEADER);
        out.number(
                snapshot.told().stream().mapToInt(told -> 1 << told.ordinal()).sum());
        out.number(snapshot.states().size());
        snapshot.states().forEach(state -> write(state, out));
        byte[] bytes = out.bytes();
        System.arraycopy(MARK, 0, bytes, 0, MARK.length);
        System.arraycopy(digest(bytes), 0, bytes, MARK.length, Digests.LENGTH);
        return bytes;
    }

    private static byte[] digest(byte[] bytes) {
        var digest = Digests.sha256();
        digest.update(bytes, HEADER, bytes.length - HEADER);
        return digest.digest();
    }

    private static void write(InstanceState state, Output out) {
        out.bytes(state.module());
        out.number(state.memories().size());
        for (MemoryImage memory : state.memories()) {
            out.number(memory == null ? 0 : memory.pages() + 1);
            if (memory != null) {
                write(memory.runs(), out);
            }
        }
        out.number(state.tables().size());
        for (long[] table : state.tables()) {
            out.number(table == null ? 0 : table.length + 1);
            if (table != null) {
                for (long code : table) {
                    out.number(code + 1);
                }
            }
        }
        out.number(state.globals().length);
        for (long value : state.globals()) {
            out.fixed(value);
        }
        write(state.droppedElements(), out);
        write(state.droppedData(), out);
    }

    private static void write(List<MemoryImage.Run> runs, Output out) {
        out.number(runs.size());
        for (MemoryImage.Run run : runs) {
            out.number(run.address());
            out.number(run.bytes().length);
            out.bytes(run.bytes());
        }
    }

    private static void write(BitSet set, Output out) {
        byte[] bits = set.toByteArray();
        out.number(bits.length);
        out.bytes(bits);
    }

    /**
     * Reads a snapshot.
     *
     * @throws SnapshotException if the bytes are not what this version has written
     */
    static Contents read(byte[] bytes) {
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new SnapshotException("not a snapshot of this version of the engine");
        }
        if (!Arrays.equals(digest(bytes), Arrays.copyOfRange(bytes, MARK.length, HEADER))) {
            throw new SnapshotException("the snapshot is damaged: its checksum is another");
        }
        try {
            Input in = new Input(ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER));
            long told = in.number();
            List<InstanceState> states = new ArrayList<>();
            for (int left = in.count(Digests.LENGTH); left > 0; left--) {
                states.add(state(in));
            }
            in.checkEnd();
            return new Contents(states, told(told));
        } catch (BufferUnderflowException e) {
            throw new SnapshotException("the snapshot is damaged: it ends early", e);
        }
    }

    private static Set<HostState.Told> told(long bits) {
        return Arrays.stream(HostState.Told.values())
                .filter(told -> (bits >>> told.ordinal() & 1) != 0)
                .collect(Collectors.toSet());
    }

    private static InstanceState state(Input in) {
        byte[] module = in.bytes(Digests.LENGTH);
        List<MemoryImage> memories = new ArrayList<>();
        for (int left = in.count(1); left > 0; left--) {
            long pages = in.number();
            memories.add(pages == 0 ? null : new MemoryImage(pages - 1, runs(in)));
        }
        List<long[]> tables = new ArrayList<>();
        for (int left = in.count(1); left > 0; left--) {
            int entries = in.count(1);
            tables.add(entries == 0 ? null : table(in, entries - 1));
        }
        long[] globals = new long[in.count(Long.BYTES)];
        for (int i = 0; i < globals.length; i++) {
            globals[i] = in.fixed();
        }
        return new InstanceState(module, memories, tables, globals, set(in), set(in));
    }

    private static List<MemoryImage.Run> runs(Input in) {
        List<MemoryImage.Run> runs = new ArrayList<>();
        for (int left = in.count(2); left > 0; left--) {
            long address = in.number();
            runs.add(new MemoryImage.Run(address, in.bytes(in.count(1))));
        }
        return runs;
    }

    private static long[] table(Input in, int size) {
        long[] table = new long[size];
        for (int i = 0; i < size; i++) {
            table[i] = in.number() - 1;
        }
        return table;
    }

    private static BitSet set(Input in) {
        return BitSet.valueOf(in.bytes(in.count(1)));
    }

    /** Bytes that grow. */
    private static final class Output {
        private byte[] bytes = new byte[1 << 16];
        private int length;

        void skip(int count) {
            room(count);
            length += count;
        }

        private void room(int count) {
            int needed = Math.addExact(length, count);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int)
                        Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
            }
        }

        void bytes(byte[] added) {
            room(added.length);
            System.arraycopy(added, 0, bytes, length, added.length);
            length += added.length;
        }

        void number(long number) {
            room(10);
            long rest = number;
            while ((rest & ~0x7FL) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }

        void fixed(long number) {
            room(Long.BYTES);
            for (int i = 0; i < Long.BYTES; i++) {
                bytes[length++] = (byte) (number >>> Byte.SIZE * i);
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** Bytes that are read. */
    private record Input(ByteBuffer buffer) {

        /** A number of things that take at least so many bytes each, so that damage makes nobody allocate for more. */
        int count(int least) {
            long count = number();
            if (count < 0 || count > buffer.remaining() / least) {
                throw new SnapshotException("the snapshot is damaged: it has " + Long.toUnsignedString(count)
                        + " things where there is no room for them");
            }
            return (int) count;
        }

        byte[] bytes(int count) {
            byte[] bytes = new byte[Math.min(count, buffer.remaining() + 1)];
            buffer.get(bytes);
            return bytes;
        }

        long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = buffer.get();
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new SnapshotException("the snapshot is damaged: a number has too many bytes");
        }

        long fixed() {
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                number |= (buffer.get() & 0xFFL) << Byte.SIZE * i;
            }
            return number;
        }

        void checkEnd() {
            if (buffer.hasRemaining()) {
                throw new SnapshotException("the snapshot is damaged: there is more than its end");
            }
        }
    }
}
