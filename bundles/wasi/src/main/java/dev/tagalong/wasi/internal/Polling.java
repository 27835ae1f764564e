package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.wasi.internal.Snapshot.SubscriptionLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code poll_oneoff}: waiting for clocks and streams, which is also how programs sleep. */
public final class Polling {

    /** More subscriptions than any program has; it bounds what a call allocates. */
    private static final int MOST = 1 << 16;

    /** How long a cancelled program may sleep on. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final WasiProcess.Factory processes;
    private final Clocks clocks;
    private final SubscriptionLayout layout;

    /** The functions of a snapshot over processes of that factory. */
    public Polling(WasiProcess.Factory processes, Clocks clocks, Snapshot snapshot) {
        this.processes = processes;
        this.clocks = clocks;
        this.layout = snapshot.subscription();
    }

    /** Adds the function. */
    public void register(FunctionTable table) {
        table.add(this, "poll_oneoff");
    }

    void pollOneoff(Instance caller, int in, int out, int count, int result) {
        if (count <= 0 || count > MOST) {
            throw new ErrnoException(Errno.EINVAL);
        }
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(in, (long) count * layout.byteSize());
        memory.require(out, (long) count * Event.BYTE_SIZE);
        memory.require(result, 4);
        Poll poll = new Poll(caller);
        for (int i = 0; i < count; i++) {
            long address = GuestMemory.address(in) + (long) i * layout.byteSize();
            poll.add(Subscription.read(memory.memory(), address, layout));
        }
        List<Event> events = poll.await();
        long address = GuestMemory.address(out);
        for (Event event : events) {
            event.write(memory.memory(), address);
            address += Event.BYTE_SIZE;
        }
        memory.writeInt(result, events.size());
    }

    /** One call: what it waits for, and what has happened. */
    private final class Poll {

        private final Instance caller;
        private final List<Event> events = new ArrayList<>();
        private final List<Timer> timers = new ArrayList<>();
        private final List<Input> inputs = new ArrayList<>();

        Poll(Instance caller) {
            this.caller = caller;
        }

        void add(Subscription subscription) {
            switch (subscription.type()) {
                case Subscription.CLOCK -> addClock(subscription);
                case Subscription.FD_READ, Subscription.FD_WRITE -> addStream(subscription);
                default -> throw new ErrnoException(Errno.EINVAL);
            }
        }

        private void addClock(Subscription subscription) {
            switch (subscription.subject()) {
                case Clocks.REALTIME, Clocks.MONOTONIC -> timers.add(timer(subscription));
                case Clocks.PROCESS_CPUTIME, Clocks.THREAD_CPUTIME ->
                    events.add(Event.failed(subscription, Errno.ENOTSUP));
                default -> events.add(Event.failed(subscription, Errno.EINVAL));
            }
        }

        /** A span is one of the monotonic clock whatever clock it is asked of, since setting real time must not change it. */
        private Timer timer(Subscription subscription) {
            long timeout = subscription.timeout() < 0 ? Long.MAX_VALUE : subscription.timeout();
            if (subscription.absolute()) {
                return new Timer(subscription, subscription.subject() == Clocks.REALTIME, timeout);
            }
            long end = clocks.monotonic() + timeout;
            return new Timer(subscription, false, end < 0 ? Long.MAX_VALUE : end);
        }

        private void addStream(Subscription subscription) {
            try {
                Descriptor descriptor = processes.of(caller).descriptors().get(subscription.subject());
                descriptor.require(Rights.POLL);
                boolean reading = subscription.type() == Subscription.FD_READ;
                descriptor.require(reading ? Rights.READ : Rights.WRITE);
                if (reading && descriptor instanceof StandardInput input) {
                    inputs.add(new Input(subscription, input));
                } else {
                    // A Java stream does not tell whether a write would wait.
                    long bytes = reading ? IoErrors.call(descriptor::readable) : 1;
                    events.add(new Event(subscription, Errno.SUCCESS, bytes, false));
                }
            } catch (ErrnoException e) {
                events.add(Event.failed(subscription, e.errno()));
            }
        }

        /** Waits until at least one event has happened; those that have. */
        List<Event> await() {
            for (Input input : inputs) {
                if (input.descriptor().readiness() == InputSource.NOTHING_YET) {
                    input.descriptor().awaitWhatIsThere(caller);
                }
            }
            while (true) {
                inputs.forEach(this::addIfReady);
                long left = Long.MAX_VALUE;
                for (Timer timer : timers) {
                    long remaining = timer.end() - (timer.real() ? Clocks.realtime() : clocks.monotonic());
                    if (remaining <= 0) {
                        events.add(Event.of(timer.subscription()));
                    }
                    left = Math.min(left, remaining);
                }
                if (!events.isEmpty()) {
                    return events;
                }
                pause(Math.min(left, SLICE_NANOS));
                caller.checkpoint();
            }
        }

        private void addIfReady(Input input) {
            int ready = input.descriptor().readiness();
            if (ready != InputSource.NOTHING_YET) {
                events.add(new Event(input.subscription(), Errno.SUCCESS, ready, ready == 0));
            }
        }

        private void pause(long nanos) {
            if (inputs.isEmpty()) {
                LockSupport.parkNanos(this, nanos);
            } else {
                inputs.get(0).descriptor().awaitChange(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new Trap(TrapKind.CANCELLED, "the thread was interrupted while it slept");
            }
        }
    }

    private record Timer(Subscription subscription, boolean real, long end) {}

    private record Input(Subscription subscription, StandardInput descriptor) {}
}
