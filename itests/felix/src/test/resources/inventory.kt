import kotlin.wasm.ExperimentalWasmInterop
import kotlin.wasm.WasmExport

sealed interface Item { val name: String }

data class Tool(override val name: String, val weight: Int) : Item

data class Liquid(override val name: String, val litres: Double) : Item

class NoSuchItem(name: String) : Exception("nothing is called $name")

private val items = mutableListOf<Item>()

private fun find(name: String): Item = items.firstOrNull { it.name == name } ?: throw NoSuchItem(name)

@OptIn(ExperimentalWasmInterop::class)
@WasmExport
fun tool(weight: Int) {
    items += Tool("tool $weight", weight)
}

@OptIn(ExperimentalWasmInterop::class)
@WasmExport
fun weight(): Int = items.filterIsInstance<Tool>().sumOf { it.weight }

@OptIn(ExperimentalWasmInterop::class)
@WasmExport
fun weightOf(index: Int): Int = try {
    (items[index] as Tool).weight
} catch (e: IndexOutOfBoundsException) {
    -1
}

@OptIn(ExperimentalWasmInterop::class)
@WasmExport
fun garbage(count: Int): Int {
    var tools = 0
    for (i in 1..count) {
        val item: Item = if (i % 2 == 0) Tool("made $i", i) else Liquid("made $i", i / 2.0)
        tools += if (item.name.startsWith("made")) 1 else 0
    }
    return tools
}

fun main() {
    items += Tool("hammer", 2)
    items += Liquid("oil", 0.5)
    println(items)
    println(items.groupingBy { it::class.simpleName }.eachCount().toList().sortedBy { it.first }.toMap())
    try {
        find("nail")
    } catch (e: NoSuchItem) {
        println(e.message)
    }
}
