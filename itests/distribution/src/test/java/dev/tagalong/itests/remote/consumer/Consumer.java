package dev.tagalong.itests.remote.consumer;

import dev.tagalong.itests.remote.api.Figures;
import dev.tagalong.runtime.Trap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A component with an optional, dynamic reference to the service, and the command {@code remote:talk}: it reads calls, a line
 * each, and answers each with a line.
 */
public final class Consumer {

    private static final int THREADS = 8;

    private final AtomicReference<Figures> figures = new AtomicReference<>();

    void bind(Figures service) {
        figures.set(service);
    }

    void unbind(Figures service) {
        figures.compareAndSet(service, null);
    }

    /** Talks until the standard input ends. */
    public void talk() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line.split(" ")));
            System.out.flush();
        }
    }

    private String answer(String[] words) {
        Figures service = figures.get();
        if (service == null) {
            return "no service";
        }
        try {
            return String.valueOf(call(service, words));
        } catch (Trap trap) {
            return "trap " + trap.kind() + " " + trap.describe().replaceAll("\\R\\s*", " | ");
        } catch (Exception e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString().replaceAll("\\R\\s*", " | ");
        }
    }

    private static Object call(Figures service, String[] words) throws Exception {
        return switch (words[0]) {
            case "add" -> service.add(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "product" -> service.product(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "half" -> service.half(Float.parseFloat(words[1]));
            case "root" -> service.root(Double.parseDouble(words[1]));
            case "divided" -> service.divided(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "spin" -> service.spin(1);
            case "storm" -> storm(service, Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** Calls from several threads at once; how many answers were wrong. */
    private static long storm(Figures service, int calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch together = new CountDownLatch(THREADS);
            long wrong = 0;
            for (Future<Long> future : IntStream.range(0, THREADS)
                    .mapToObj(t -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return IntStream.range(0, calls)
                                .filter(i -> service.add(t, i) != t + i)
                                .count();
                    }))
                    .toList()) {
                wrong += future.get();
            }
            return wrong;
        } finally {
            threads.shutdownNow();
        }
    }
}
