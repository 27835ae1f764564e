package dev.tagalong.dl.internal.snapshot;

import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.internal.resolve.InitialState;
import dev.tagalong.dl.internal.space.SpaceState;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.SnapshotException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot and what has to be known of it.
 *
 * @param function see {@link SnapshotInfo}
 * @param configured whether it was made because the module is configured so
 * @param told what the program had been told when it was taken, see {@link ToldParts}
 * @param time how long it took to make
 * @param made when it was made
 * @param state the state
 */
record KeptSnapshot(String function, boolean configured, String told, Duration time, Instant made, InitialState state) {

    SnapshotInfo info() {
        return new SnapshotInfo(function, state.snapshot().byteSize(), time, made, null);
    }

    /** Whether a program with that environment may begin with it: all that its memory may have of one is the same. */
    boolean fits(ProcessEnvironment environment) {
        return told.equals(ToldParts.of(state.snapshot(), environment));
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(function);
            out.writeBoolean(configured);
            out.writeUTF(told);
            out.writeLong(time.toNanos());
            out.writeLong(made.toEpochMilli());
            out.writeBoolean(state.space() != null);
            if (state.space() != null) {
                SpaceForm.write(state.space(), out);
            }
            out.write(state.snapshot().toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one.
     *
     * @throws SnapshotException if the bytes are damaged
     */
    static KeptSnapshot read(Engine engine, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new KeptSnapshot(
                    in.readUTF(),
                    in.readBoolean(),
                    in.readUTF(),
                    Duration.ofNanos(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    state(engine, in));
        } catch (IOException e) {
            throw new SnapshotException("the snapshot is damaged: " + e.getMessage(), e);
        }
    }

    private static InitialState state(Engine engine, DataInputStream in) throws IOException {
        SpaceState space = in.readBoolean() ? SpaceForm.read(in) : null;
        return new InitialState(engine.readSnapshot(in.readAllBytes()), space);
    }
}
