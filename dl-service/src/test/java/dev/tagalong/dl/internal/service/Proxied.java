package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.SymbolName;
import dev.tagalong.runtime.Function;
import java.util.function.IntUnaryOperator;

/** Interfaces of libraries, in a class that needs no other, so that a class loader can have copies. */
final class Proxied {

    private Proxied() {}

    interface Numbers {
        double mix(int a, long b, float c, double d, Object unused);
    }

    interface Transformation<T> {
        T echo(T value);
    }

    interface OfText extends Transformation<String> {
        @Override
        String echo(String value);
    }

    interface OfAnything extends Transformation<Object> {}

    public interface References {
        Function same(Function function);
    }

    interface MoreReferences extends References {}

    interface Again {
        @SymbolName("echo")
        Object echo(Object value);
    }

    interface Repeated extends Transformation<Object>, Again {
        @Override
        Object echo(Object value);
    }

    interface Increment extends IntUnaryOperator {}

    sealed interface Closed permits OnlyOne {}

    record OnlyOne() implements Closed {}
}
