package dev.tagalong.itests.karaf.consumer;

/** A component with a mandatory reference; its description is written by the test. */
public final class Consumer {

    /** The system property with what the service has answered. */
    public static final String PROPERTY = "tagalong.test.answer";

    /** Has the service answer. */
    public void bind(Answer answer) {
        System.setProperty(PROPERTY, Integer.toString(answer.test_func(1)));
    }
}
