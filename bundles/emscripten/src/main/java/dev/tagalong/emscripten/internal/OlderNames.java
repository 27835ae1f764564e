package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;

/** System calls of versions of emscripten whose C library did not use those relative to a directory. */
final class OlderNames {

    private final FileCalls files;
    private final DirectoryCalls directories;

    OlderNames(FileCalls files, DirectoryCalls directories) {
        this.files = files;
        this.directories = directories;
    }

    void register(FunctionTable table) {
        table.add(this, "open", "__syscall_open")
                .add(this, "access", "__syscall_access")
                .add(this, "mkdir", "__syscall_mkdir")
                .add(this, "unlink", "__syscall_unlink")
                .add(this, "rename", "__syscall_rename")
                .add(this, "link", "__syscall_link")
                .add(this, "symlink", "__syscall_symlink")
                .add(this, "readlink", "__syscall_readlink")
                .add(this, "owner", "__syscall_chown32", "__syscall_lchown32")
                .add(this, "modeAt", "__syscall_fchmodat");
    }

    int open(Instance caller, int path, int flags, int arguments) {
        return files.openat(caller, Paths.AT_FDCWD, path, flags, arguments);
    }

    int access(Instance caller, int path, int mode) {
        return files.access(caller, Paths.AT_FDCWD, path, mode, 0);
    }

    int mkdir(Instance caller, int path, int mode) {
        return directories.mkdirat(caller, Paths.AT_FDCWD, path, mode);
    }

    int unlink(Instance caller, int path) {
        return directories.unlinkat(caller, Paths.AT_FDCWD, path, 0);
    }

    int rename(Instance caller, int from, int to) {
        return directories.renameat(caller, Paths.AT_FDCWD, from, Paths.AT_FDCWD, to);
    }

    int link(Instance caller, int from, int to) {
        return directories.linkat(caller, Paths.AT_FDCWD, from, Paths.AT_FDCWD, to, 0);
    }

    int symlink(Instance caller, int text, int path) {
        return directories.symlinkat(caller, text, Paths.AT_FDCWD, path);
    }

    int readlink(Instance caller, int path, int buffer, int size) {
        return directories.readlinkat(caller, Paths.AT_FDCWD, path, buffer, size);
    }

    int owner(Instance caller, int path, int owner, int group) {
        return directories.ownerAt(caller, Paths.AT_FDCWD, path, owner, group, 0);
    }

    /** What comes after the mode is not looked at: Linux has no flags here. */
    int modeAt(Instance caller, int directory, int path, int mode, int arguments) {
        return directories.modeAt(caller, directory, path, mode, 0);
    }
}
