package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.space.SharedObject;
import dev.tagalong.dl.internal.space.SymbolTable;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.FunctionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An offered module as link spaces see it. A program that has loaded it keeps it, as a process keeps a library whose file is
 * replaced: what its bundle does shows at the next open.
 */
final class OfferedObject implements SharedObject {

    private static final Logger LOG = LoggerFactory.getLogger(OfferedObject.class);

    private final Books books;
    private final ModuleBinder binder;
    private final LibraryEntry entry;
    private final ModuleOffer offer;
    private volatile SymbolTable symbols;

    OfferedObject(Books books, ModuleBinder binder, LibraryEntry entry) {
        this.books = books;
        this.binder = binder;
        this.entry = entry;
        this.offer = entry.offer;
    }

    /** The module on offer. */
    ModuleOffer offer() {
        return offer;
    }

    @Override
    public String name() {
        return offer.name();
    }

    @Override
    public String version() {
        return offer.version().toString();
    }

    @Override
    public String label() {
        return offer.label();
    }

    @Override
    public Module module() {
        return offer.module();
    }

    @Override
    public Dylink dylink() {
        return offer.dylink();
    }

    @Override
    public InstanceOptions options() {
        return binder.options(offer).withGroup(entry.group);
    }

    @Override
    public SymbolTable symbols() {
        SymbolTable present = symbols;
        if (present == null) {
            present = new SymbolTable(module(), dylink());
            symbols = present;
        }
        return present;
    }

    @Override
    public SharedObject need(String name) {
        synchronized (books.lock) {
            return books.shared(books.offers.need(offer, name), binder);
        }
    }

    @Override
    public Function host(String module, String name, FunctionType type) {
        return binder.host(offer, module, name, type);
    }

    @Override
    public void loaded() {
        synchronized (books.lock) {
            entry.loaded++;
            if (entry.gone != null) {
                books.closing.add(entry);
            }
        }
        LOG.debug("library {} is placed into a program's memory", offer.label());
    }

    @Override
    public void unloaded() {
        synchronized (books.lock) {
            entry.loaded--;
            if (entry.loaded == 0 && entry.members.isEmpty()) {
                books.closing.remove(entry);
            }
        }
        LOG.debug("library {} is taken out of a program's memory", offer.label());
    }
}
