package dev.tagalong.itests.karaf.consumer;

/** What the sample {@code app.wasm} can do. */
public interface Answer {

    /** The export of that name. */
    int test_func(int x);
}
