package dev.tagalong.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WasiPreview1Test {

    /** Preview 1 whole, as its witx file has it: i for i32, I for i64; all answer an error number but proc_exit. */
    private static final String SIGNATURES = """
            args_get ii
            args_sizes_get ii
            clock_res_get ii
            clock_time_get iIi
            environ_get ii
            environ_sizes_get ii
            fd_advise iIIi
            fd_allocate iII
            fd_close i
            fd_datasync i
            fd_fdstat_get ii
            fd_fdstat_set_flags ii
            fd_fdstat_set_rights iII
            fd_filestat_get ii
            fd_filestat_set_size iI
            fd_filestat_set_times iIIi
            fd_pread iiiIi
            fd_prestat_dir_name iii
            fd_prestat_get ii
            fd_pwrite iiiIi
            fd_read iiii
            fd_readdir iiiIi
            fd_renumber ii
            fd_seek iIii
            fd_sync i
            fd_tell ii
            fd_write iiii
            path_create_directory iii
            path_filestat_get iiiii
            path_filestat_set_times iiiiIIi
            path_link iiiiiii
            path_open iiiiiIIii
            path_readlink iiiiii
            path_remove_directory iii
            path_rename iiiiii
            path_symlink iiiii
            path_unlink_file iii
            poll_oneoff iiii
            proc_exit i
            proc_raise i
            random_get ii
            sched_yield -
            sock_accept iii
            sock_recv iiiiii
            sock_send iiiii
            sock_shutdown ii
            """;

    @Test
    void hasEveryFunctionOfPreview1WithItsType() {
        Map<String, FunctionType> expected = new TreeMap<>();
        for (String line : SIGNATURES.split("\n")) {
            String[] words = line.split(" ");
            expected.put(words[0], type(words[1], words[0].equals("proc_exit")));
        }
        Map<String, FunctionType> actual = new TreeMap<>();
        new WasiPreview1().functions().forEach((name, function) -> actual.put(name, function.type()));
        assertEquals(expected, actual);
    }

    private static FunctionType type(String parameters, boolean ends) {
        List<ValueType> types = parameters
                .replace("-", "")
                .chars()
                .<ValueType>mapToObj(c -> c == 'i' ? ValueType.I32 : ValueType.I64)
                .toList();
        return FunctionType.of(types, ends ? List.of() : List.of(ValueType.I32));
    }

    @Test
    void isNamedAsModulesImportIt() {
        assertEquals("wasi_snapshot_preview1", new WasiPreview1().name());
    }
}
