package dev.tagalong.emscripten.internal;

/** Error numbers of emscripten's {@code <errno.h>}, which are those of WASI preview 1 but for {@link #OPNOTSUPP}. */
final class Errno {

    /** All are smaller: what lies below 0 and above its negative is one of them and no address. */
    static final int LIMIT = 4096;

    static final int ACCES = 2;
    static final int AFNOSUPPORT = 5;
    static final int AGAIN = 6;
    static final int BADF = 8;
    static final int EXIST = 20;
    static final int FAULT = 21;
    static final int INVAL = 28;
    static final int ISDIR = 31;
    static final int NAMETOOLONG = 37;
    static final int NOENT = 44;
    static final int NOMEM = 48;
    static final int NOSYS = 52;
    static final int NOTDIR = 54;
    static final int NOTSOCK = 57;
    static final int NOTTY = 59;
    static final int PERM = 63;
    static final int RANGE = 68;
    static final int SRCH = 71;
    static final int OPNOTSUPP = 138;

    private static final int WASI_NOTSUP = 58;
    private static final int WASI_NOTCAPABLE = 76;

    private Errno() {}

    /** The number for one of WASI. */
    static int ofWasi(int errno) {
        return switch (errno) {
            case WASI_NOTSUP -> OPNOTSUPP;
            case WASI_NOTCAPABLE -> ACCES;
            default -> errno;
        };
    }
}
