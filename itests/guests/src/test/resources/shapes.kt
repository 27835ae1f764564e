import kotlin.js.ExperimentalJsExport
import kotlin.wasm.ExperimentalWasmInterop
import kotlin.wasm.WasmExport

sealed interface Shape {
    val area: Double
}

data class Circle(val radius: Double) : Shape {
    override val area get() = 3.14159 * radius * radius
}

data class Rectangle(val width: Double, val height: Double) : Shape {
    override val area get() = width * height
}

fun shapes(count: Int): List<Shape> =
    (1..count).map { if (it % 2 == 0) Circle(it.toDouble()) else Rectangle(it.toDouble(), 2.0) }

@OptIn(ExperimentalWasmInterop::class, ExperimentalJsExport::class)
@WasmExport
fun total(count: Int): Int = shapes(count).sumOf { it.area }.toInt()

@OptIn(ExperimentalWasmInterop::class, ExperimentalJsExport::class)
@WasmExport
fun caught(index: Int): Int = try {
    listOf(1, 2, 3)[index]
} catch (e: IndexOutOfBoundsException) {
    -1
}

fun main() {
    println("areas: " + shapes(10).groupBy { it::class.simpleName }.mapValues { (_, all) -> all.sumOf { it.area }.toInt() })
}
