package dev.tagalong.bench.program;

import dev.tagalong.bench.process.Resources;
import java.nio.charset.StandardCharsets;

/** What programs are given to work on. */
public enum Input {
    /** 300 records on one line, 32 KB. */
    JSON {
        @Override
        public byte[] bytes() {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < RECORDS; i++) {
                text.append(i == 0 ? "" : ",")
                        .append("{\"id\":" + i + ",\"name\":\"item " + i + "\",\"tags\":[\"a\",\"b\"," + i + "],")
                        .append("\"nested\":{\"x\":" + i * 1.5 + ",\"y\":null,\"z\":[true,false,{\"k\":\"v\\n\"}]}}");
            }
            return text.append("]").toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Classes, generics, functions, badly set, 21 KB. */
    TYPESCRIPT {
        @Override
        public byte[] bytes() {
            String sample = new String(Resources.bytes("programs/sample.ts"), StandardCharsets.UTF_8);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < REPEATS; i++) {
                text.append(sample.replace("NAME", Integer.toString(i)));
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** A script of many small tasks. */
    JAVASCRIPT {
        @Override
        public byte[] bytes() {
            return Resources.bytes("programs/script.js");
        }
    };

    private static final int RECORDS = 300;
    private static final int REPEATS = 6;

    /** The input. */
    public abstract byte[] bytes();
}
