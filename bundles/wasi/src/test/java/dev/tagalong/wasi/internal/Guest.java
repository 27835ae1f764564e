package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.wasi.WasiPreview1;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** An instance as host functions see one: a memory of one page, an environment, attachments, cancellation. */
final class Guest implements Instance {

    static final WasiPreview1 WASI = new WasiPreview1();
    static final int PAGE = 65_536;

    final Memory memory;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ProcessEnvironment environment;
    private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>();
    private volatile String cancelled;

    private Guest(List<String> arguments, Map<String, String> variables, InputStream in, OutputStream out, int pages) {
        try (Engine engine = Engine.create()) {
            memory = pages == 0 ? null : engine.memory(new MemoryType(SizeRange.between(pages, pages)));
        }
        environment = new ProcessEnvironment(arguments, variables, in, out == null ? this.out : out, err);
    }

    static Guest told(List<String> arguments, Map<String, String> variables) {
        return new Guest(arguments, variables, InputStream.nullInputStream(), null, 1);
    }

    static Guest idle() {
        return told(List.of(), Map.of());
    }

    /** One that may use directories. */
    static Guest using(Preopen... preopens) {
        Guest guest = idle();
        guest.environment =
                guest.environment.toBuilder().preopens(List.of(preopens)).build();
        return guest;
    }

    /** One of which all streams are terminals. */
    static Guest atATerminal() {
        Guest guest = idle();
        ProcessEnvironment.Builder builder = guest.environment.toBuilder();
        for (StandardStream stream : StandardStream.values()) {
            builder.terminal(stream, true);
        }
        guest.environment = builder.build();
        return guest;
    }

    /** What the engine does when an instance is closed. */
    void end() throws Exception {
        for (Object attachment : attachments.values()) {
            if (attachment instanceof AutoCloseable resource) {
                resource.close();
            }
        }
    }

    static Guest ofPages(int pages) {
        return new Guest(List.of(), Map.of(), InputStream.nullInputStream(), null, pages);
    }

    static Guest reading(InputStream in) {
        return new Guest(List.of(), Map.of(), in, null, 1);
    }

    static Guest reading(String text) {
        return reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Guest writing(OutputStream out) {
        return new Guest(List.of(), Map.of(), InputStream.nullInputStream(), out, 1);
    }

    /** Calls a host function, whose result is an error number. */
    Errno call(String name, Object... arguments) {
        return call(WASI.function(name), arguments);
    }

    /** Calls one of other functions. */
    Errno call(Map<String, HostFunction> functions, String name, Object... arguments) {
        return call(functions.get(name), arguments);
    }

    private Errno call(HostFunction function, Object... arguments) {
        List<Object> all = new ArrayList<>();
        if (function.takesCaller()) {
            all.add(this);
        }
        all.addAll(List.of(arguments));
        try {
            return Errno.values()[(int) function.handle().invokeWithArguments(all)];
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Writes an iovec array at {@code array}: pairs of pointer and length. */
    void iovecs(int array, int... pairs) {
        for (int i = 0; i < pairs.length; i++) {
            memory.writeInt(array + 4L * i, pairs[i]);
        }
    }

    void put(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.write(address, bytes, 0, bytes.length);
    }

    String text(int address, int length) {
        return memory.readString(address, length, StandardCharsets.UTF_8);
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "guest";
    }

    @Override
    public Module module() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InstanceLimits limits() {
        return InstanceLimits.DEFAULT;
    }

    @Override
    public void limits(InstanceLimits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant created() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InstanceStatistics statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InstanceGroup group() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tier tier() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Linkage linkage() {
        return null;
    }

    @Override
    public ProcessEnvironment environment() {
        return environment;
    }

    @Override
    public Instance leader() {
        return this;
    }

    @Override
    public Instance program() {
        return this;
    }

    @Override
    public Instance newThread(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(Supplier<? extends RuntimeException> end) {
        cancel(end.get().getMessage());
    }

    @Override
    public <T> T exclusively(Supplier<T> task) {
        return task.get();
    }

    @Override
    public ExternalValue export(String name) {
        return null;
    }

    @Override
    public Memory memory() {
        if (memory == null) {
            throw new IllegalArgumentException("guest has no memory");
        }
        return memory;
    }

    @Override
    public Function callee(int pointer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Function functionAt(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int functionCount() {
        return 0;
    }

    @Override
    public int functionIndex(String exportName) {
        return -1;
    }

    @Override
    public <T> T attachment(Class<T> key, Supplier<? extends T> initial) {
        return key.cast(attachments.computeIfAbsent(key, k -> initial.get()));
    }

    @Override
    public <T> T threadAttachment(Class<T> key, Supplier<? extends T> initial) {
        return attachment(key, initial);
    }

    @Override
    public void cancel(String reason) {
        cancelled = reason;
    }

    @Override
    public void checkpoint() {
        if (cancelled != null) {
            throw new Trap(TrapKind.CANCELLED, cancelled);
        }
    }

    @Override
    public String activity() {
        return "guest is idle";
    }

    @Override
    public boolean busy() {
        return true;
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
