package dev.tagalong.runtime.internal.meter;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.text.PlainText;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Instances that are counted together. It does not keep them; of those that are gone it keeps the sum. */
public final class InstanceGroupImpl implements InstanceGroup {

    private final String name;
    private final Set<Member> members = new LinkedHashSet<>();
    private final ReferenceQueue<Metered> collected = new ReferenceQueue<>();

    /** What instances have done that are gone. */
    private final UsageCounters gone = new UsageCounters();

    private final Deque<TrapReport> recentTraps = new ArrayDeque<>(RECENT_TRAPS);

    private CpuBudget budget;
    private boolean inPeriod;
    private long periodBegan;
    private long used;

    /** Why calls are refused, or {@code null}: then {@link #refuse} has nothing to say. */
    private volatile String refusal;

    private static final class Member extends WeakReference<Metered> {
        final UsageCounters usage;

        Member(Metered instance, ReferenceQueue<Metered> collected) {
            super(instance, collected);
            this.usage = instance.usage();
        }
    }

    /** A group without instances. */
    public InstanceGroupImpl(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** Counts an instance from now on. */
    public synchronized void add(Metered instance) {
        settle();
        members.add(new Member(instance, collected));
    }

    private void settle() {
        for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            Member member = (Member) next;
            if (members.remove(member)) {
                gone.add(member.usage.with(0, 0, 0, 0, 0));
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InstanceStatistics statistics() {
        InstanceStatistics sum;
        List<Metered> present = new ArrayList<>();
        synchronized (this) {
            settle();
            sum = gone.with(0, 0, 0, 0, 0);
            for (Member member : members) {
                Metered instance = member.get();
                if (instance == null) {
                    sum = sum.plus(member.usage.with(0, 0, 0, 0, 0));
                } else {
                    present.add(instance);
                }
            }
        }
        for (Metered instance : present) {
            sum = sum.plus(instance.share());
        }
        return sum;
    }

    @Override
    public List<Instance> instances() {
        List<Instance> open = new ArrayList<>(present());
        open.removeIf(instance -> instance.closed() && !instance.busy());
        return open;
    }

    private synchronized List<Metered> present() {
        return members.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<TrapReport> recentTraps() {
        synchronized (recentTraps) {
            return List.copyOf(recentTraps);
        }
    }

    /** One of its instances has trapped. */
    public void trapped(TrapReport report) {
        synchronized (recentTraps) {
            if (recentTraps.size() == RECENT_TRAPS) {
                recentTraps.removeFirst();
            }
            recentTraps.addLast(report);
        }
    }

    @Override
    public synchronized CpuBudget budget() {
        return budget;
    }

    @Override
    public void budget(CpuBudget other) {
        String text;
        synchronized (this) {
            boolean otherPeriod =
                    budget == null || other == null || !budget.period().equals(other.period());
            budget = other;
            if (otherPeriod) {
                inPeriod = false;
                used = 0;
            }
            refusal = null;
            text = exhaust();
        }
        if (text != null) {
            stop(text);
        }
    }

    @Override
    public synchronized Duration cpuTimeInPeriod() {
        roll(System.nanoTime());
        return Duration.ofNanos(used);
    }

    @Override
    public synchronized boolean exhausted() {
        roll(System.nanoTime());
        return refusal != null;
    }

    /** Its instances have used a processor for so long, until now. */
    void charge(long nanos, long now) {
        String text;
        synchronized (this) {
            if (budget == null) {
                return;
            }
            roll(now);
            if (!inPeriod) {
                inPeriod = true;
                periodBegan = now - Math.min(nanos, budget.period().toNanos() - 1);
            }
            used += nanos;
            text = exhaust();
        }
        if (text != null) {
            stop(text);
        }
    }

    /** Ends a period that is over. */
    private void roll(long now) {
        if (inPeriod && (budget == null || now - periodBegan >= budget.period().toNanos())) {
            inPeriod = false;
            used = 0;
            refusal = null;
        }
    }

    /** What to tell the calls under way if the budget has been used up just now, else {@code null}. */
    private String exhaust() {
        if (budget == null || refusal != null || used < budget.time().toNanos()) {
            return null;
        }
        refusal = name + " has used " + TimeUnit.NANOSECONDS.toMillis(used) + " ms and may use " + budget;
        return refusal;
    }

    private void stop(String text) {
        present().forEach(instance -> instance.exhausted(text));
    }

    /**
     * What a call asks before it enters one of the instances.
     *
     * @throws Trap if the budget is used up and the period is not over yet
     */
    public void checkBudget() {
        if (refusal != null) {
            refuse();
        }
    }

    private void refuse() {
        String text;
        synchronized (this) {
            roll(System.nanoTime());
            text = refusal;
        }
        if (text != null) {
            throw new Trap(TrapKind.CPU_BUDGET_EXHAUSTED, text);
        }
    }

    @Override
    public String toString() {
        return "group " + PlainText.of(name);
    }
}
