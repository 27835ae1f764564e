import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine

sealed interface Expression
data class Number(val value: Double) : Expression
data class Binary(val operator: Char, val left: Expression, val right: Expression) : Expression

class Parser(private val text: String) {
    private var at = 0

    fun sum(): Expression {
        var left = product()
        while (at < text.length && text[at] in "+-") left = Binary(text[at++], left, product())
        return left
    }

    private fun product(): Expression {
        var left = atom()
        while (at < text.length && text[at] in "*/") left = Binary(text[at++], left, atom())
        return left
    }

    private fun atom(): Expression {
        if (text.getOrNull(at) == '(') {
            at++
            return sum().also { require(text.getOrNull(at++) == ')') { "no ) at ${at - 1}" } }
        }
        val digits = text.drop(at).takeWhile { it.isDigit() || it == '.' }
        if (digits.isEmpty()) throw NumberFormatException("no number at $at")
        at += digits.length
        return Number(digits.toDouble())
    }
}

fun value(of: Expression): Double = when (of) {
    is Number -> of.value
    is Binary -> {
        val (operator, left, right) = of
        when (operator) {
            '+' -> value(left) + value(right)
            '-' -> value(left) - value(right)
            '*' -> value(left) * value(right)
            else -> value(left) / value(right)
        }
    }
}

class Resource(private val name: String) : AutoCloseable {
    override fun close() = println("close $name")
}

fun leaving(how: Int): String {
    try {
        if (how == 0) return "returned"
        if (how == 1) throw IllegalStateException("thrown")
        return "fell through"
    } catch (e: IllegalStateException) {
        return "caught ${e.message}"
    } finally {
        println("finally $how")
    }
}

fun loops(): Int {
    var count = 0
    for (i in 0 until 10) {
        try {
            try {
                if (i % 3 == 0) continue
                if (i == 8) break
                if (i % 2 == 0) throw RuntimeException()
            } finally {
                count += 1
            }
        } catch (e: RuntimeException) {
            count += 100
        } finally {
            count += 10
        }
    }
    return count
}

private val waiting = ArrayDeque<() -> Unit>()

suspend fun <T> pause(value: T): T = suspendCoroutine { waiting.add { it.resume(value) } }

suspend fun failing(): Int {
    pause(1)
    throw IllegalStateException("late")
}

fun launch(what: suspend () -> Unit) = what.startCoroutine(Continuation(EmptyCoroutineContext) { end ->
    end.exceptionOrNull()?.let { println("ended by ${it.message}") }
})

fun coroutines() {
    for (name in listOf("a", "b")) launch { for (i in 1..2) println("$name${pause(i)}") }
    launch { try { failing() } finally { println("cleaned") } }
    launch { println("recovered ${try { failing() } catch (e: IllegalStateException) { pause(7) }}") }
    while (waiting.isNotEmpty()) waiting.removeFirst()()
}

fun collections() {
    val kinds = linkedMapOf<String, MutableList<Int>>()
    for (i in 1..15) kinds.getOrPut(if (i % 5 == 0) "buzz" else if (i % 3 == 0) "fizz" else "") { mutableListOf() }.add(i)
    println(kinds)
    println(generateSequence(1 to 1) { (a, b) -> b to a + b }.map { it.first }.filter { it % 2 == 0 }.take(6).toList())
    println(sequence { var x = 1; while (x < 100) { yield(x); x = x * 3 + 1 }; yieldAll(listOf(-1, -2)) }.toList())
    println((1..10).windowed(3, 2).map { it.sum() }.chunked(2))
    println(listOf(3, 1, 2).sortedDescending().zip("abc".toList()).associate { (n, c) -> c to n })
    val all = hashSetOf<Any>()
    for (i in 0 until 1000) { all.add(i); all.add("$i"); all.add(i.toLong()); all.add(listOf(i)) }
    all.removeAll { it is Int }
    println("${all.size} ${999L in all} ${listOf(7) in all} ${7 in all}")
}

fun texts() {
    println("Hällo, Wörld! 👋".uppercase() + "Hällo 👋".encodeToByteArray().size)
    println(Regex("(\\w+)@(\\w+)\\.com").replace("joe@example.com ann@test.com") { it.groupValues.drop(1).reversed().joinToString(":") })
    println("CamelCaseText".replace(Regex("[A-Z]")) { "_" + it.value.lowercase() } + "a1b22".split(Regex("\\d+")))
    println("hello".hashCode() + listOf(1, 2, 3).hashCode())
    println("${Long.MIN_VALUE} ${ULong.MAX_VALUE} ${(-1).toUByte()} ${255.toString(16)} ${0.1 + 0.2} ${Double.NaN.toInt()} ${1e20.toInt()} ${-7 / 2} ${(-7).mod(3)} ${-1 ushr 28}")
}

fun failures() {
    val none: String? = null
    val any: Any = "text"
    for (what in listOf<() -> Any?>(
        { any as Int }, { none!!.length }, { 1 / waiting.size }, { intArrayOf(1)[3] }, { "abc".substring(5) },
        { listOf<Int>().first() }, { "12x".toInt() }, { TODO() }, { Parser("2*(3+").sum() }, { Parser("(1").sum() },
    )) {
        println(try { what() } catch (e: Throwable) { e::class.simpleName })
    }
    try {
        Resource("outer").use { Resource("inner").use { throw Exception("used", RuntimeException("cause")) } }
    } catch (e: Exception) {
        println("${e.message} of ${e.cause?.message}")
    }
}

class Node(val value: Int, val next: Node?)

fun work() {
    var list: Node? = null
    for (i in 0 until 100_000) list = Node(i, list)
    var sum = 0L
    while (list != null) { sum += list.value; list = list.next }
    var hash = 17
    for (i in 0 until 200_000) { hash = hash * 31 + i; hash = hash xor (hash ushr 7) }
    println("$sum $hash")
}

fun main() {
    println(Parser("2*(3+4)-10/4").sum().let { "$it is ${value(it)}" })
    println("${leaving(0)}, ${leaving(1)}, ${leaving(2)}, ${loops()}")
    coroutines()
    collections()
    texts()
    failures()
    work()
}
