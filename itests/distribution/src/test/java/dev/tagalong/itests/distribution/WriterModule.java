package dev.tagalong.itests.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Locale;

/** Programs that write {@code y} and a line's end to standard output, with WASI's {@code fd_write}. */
enum WriterModule {

    /** Until it fails; the exit status is the error number. */
    UNTIL_ERROR("0340" + WriterModule.WRITE + "2200450d000b" + "20001001"),

    /** For ever, whatever happens. */
    FOR_EVER("0340" + WriterModule.WRITE + "1a0c000b"),

    /** Once; the exit status is 0 whatever happens. */
    ONCE(WriterModule.WRITE + "1a");

    /** The call {@code fd_write(1, 0, 1, 8)}: the buffer that the table at address 0 tells; its result is on the stack. */
    private static final String WRITE = "4101" + "4100" + "4101" + "4108" + "1000";

    private static final String BEFORE_CODE = "0061736d01000000"
            // types: (i32, i32, i32, i32) to i32; (i32) to nothing; nothing to nothing
            + "01100360047f7f7f7f017f60017f00600000"
            // wasi_snapshot_preview1.fd_write, .proc_exit
            + "02460216" + "776173695f736e617073686f745f7072657669657731" + "0866645f7772697465" + "0000"
            + "16" + "776173695f736e617073686f745f7072657669657731" + "0970726f635f65786974" + "0001"
            // a function, a memory of a page, their exports
            + "03020102" + "0503010001" + "071302066d656d6f72790200065f73746172740002";

    /** A buffer of two bytes at 16, told at 0. */
    private static final String DATA = "0b18010041000b12" + "10000000" + "02000000" + "0000000000000000" + "790a";

    private final String body;

    WriterModule(String body) {
        this.body = body;
    }

    /** The file's name in {@code deploy/} and the program's. */
    String program() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".wasm";
    }

    void deploy(Home home) throws IOException {
        // One function with one local variable, an i32.
        String function = "01017f" + body + "0b";
        int bytes = function.length() / 2;
        String code = String.format("0a%02x01%02x%s", bytes + 2, bytes, function);
        Files.write(home.resolve("deploy/" + program()), HexFormat.of().parseHex(BEFORE_CODE + code + DATA));
    }
}
