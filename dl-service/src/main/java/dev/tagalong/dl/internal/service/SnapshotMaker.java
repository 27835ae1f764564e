package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots.Taken;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.WasmExit;

/** Runs programs as far as their snapshots are to have them. */
record SnapshotMaker(Libraries libraries) implements ModuleSnapshots.Maker {

    @Override
    public Taken make(ModuleOffer offer, String function) {
        LinkedInstance link = libraries.loadAnew(offer, ProcessEnvironment.EMPTY);
        try {
            call(link, function);
            return new Taken(link.state(), link.instance().environment());
        } catch (WasmExit exit) {
            throw new SnapshotException(function + " has ended " + link.label() + " with status " + exit.status());
        } finally {
            libraries.unload(link);
        }
    }

    private static void call(LinkedInstance link, String name) {
        Instance instance = link.instance();
        if (!(instance.export(name) instanceof Function function)) {
            if (name.equals(SnapshotInfo.START)) {
                return;
            }
            throw new DlException(
                    link.label() + " exports no function " + name + ", which is to be called for its snapshot");
        }
        if (!function.type().parameters().isEmpty()) {
            throw new DlException(
                    name + " of " + link.label() + " has parameters: what is called for a snapshot has none");
        }
        function.call();
    }
}
