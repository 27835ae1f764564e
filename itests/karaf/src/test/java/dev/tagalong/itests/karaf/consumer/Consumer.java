package dev.tagalong.itests.karaf.consumer;

/** A component with a mandatory reference; its description is written by the test. */
public final class Consumer {

    private static final int EXPECTED = 42;

    /** Has the service answer; another answer is an error in the log. */
    public void bind(Answer answer) {
        if (answer.test_func(1) != EXPECTED) {
            throw new IllegalStateException("test_func(1) is not " + EXPECTED);
        }
    }
}
