package dev.tagalong.dl.internal.space;

/** The memory that a position-independent program begins with, of which nothing is given back. */
final class StartHeap implements Heap {

    private final long limit;
    private long end;

    StartHeap(long begin, long limit) {
        this.end = begin;
        this.limit = limit;
    }

    /** The first address that has not been taken. */
    long end() {
        return end;
    }

    @Override
    public long take(long size) {
        if (size > limit - end) {
            return 0;
        }
        long address = end;
        end += size;
        return address;
    }

    @Override
    public void giveBack(long address) {
        throw new IllegalStateException("what a program starts with is not given back");
    }

    @Override
    public String describe() {
        return "what it starts with";
    }
}
