package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ErrnoTest {

    /** The names of preview 1's witx file, in its order, which is that of the numbers. */
    private static final String NAMES =
            "success 2big acces addrinuse addrnotavail afnosupport again already badf badmsg "
                    + "busy canceled child connaborted connrefused connreset deadlk destaddrreq dom dquot exist fault fbig "
                    + "hostunreach idrm ilseq inprogress intr inval io isconn isdir loop mfile mlink msgsize multihop nametoolong "
                    + "netdown netreset netunreach nfile nobufs nodev noent noexec nolck nolink nomem nomsg noprotoopt nospc nosys "
                    + "notconn notdir notempty notrecoverable notsock notsup notty nxio overflow ownerdead perm pipe proto "
                    + "protonosupport prototype range rofs spipe srch stale timedout txtbsy xdev notcapable";

    @Test
    void numbersAreThoseOfPreview1() {
        String[] names = NAMES.split(" ");
        assertEquals(names.length, Errno.values().length);
        for (int i = 0; i < names.length; i++) {
            String expected = i == 0 ? "SUCCESS" : "E" + names[i].toUpperCase(Locale.ROOT);
            assertEquals(expected, Errno.values()[i].name());
            assertEquals(i, Errno.values()[i].code());
        }
    }
}
