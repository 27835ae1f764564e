package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;

/** What a symbol was found to be. */
sealed interface Definition {

    /** What kind of thing it is, and of which type. */
    ExternalType type();

    /** For messages: who defines it. */
    String describe();

    /** Whether it is a function. */
    default boolean isFunction() {
        return type() instanceof ExternalType.Func;
    }

    /** A function's type. */
    default FunctionType functionType() {
        return ((ExternalType.Func) type()).type();
    }

    /** An export of an image, which may not have been instantiated yet. */
    record Exported(Image image, String symbol, ExternalType type) implements Definition {
        Function function() {
            return (Function) image.instance.export(symbol);
        }

        @Override
        public String describe() {
            return image.label;
        }
    }

    /** A function of the host: a service's, or the linker's own for one image, with which its slot goes. */
    record Host(Function function, Image image) implements Definition {
        @Override
        public ExternalType type() {
            return function.externalType();
        }

        @Override
        public String describe() {
            return "the host";
        }
    }

    /** A function of an isolated library. */
    record Tagged(int taggedIndex, Function function) implements Definition {
        @Override
        public ExternalType type() {
            return function.externalType();
        }

        @Override
        public String describe() {
            return "the isolated library " + function.owner().name();
        }
    }
}
