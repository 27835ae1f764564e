package dev.tagalong.console.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textIsText() {
        assertEquals(
                "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;",
                new Html().text("<b a=\"x\" c='y'>&").toString());
        assertEquals(
                "<a href=\"&quot;&gt;\">",
                new Html().raw("<a").attribute("href", "\">").raw(">").toString());
    }

    @Test
    void jsonIsJsonWhateverIsInIt() {
        assertEquals(
                "{\"a\":[1,true,null,\"\\\"\\\\\\u000a\\u003c\\ud800\\u2028\"]}",
                Json.of(Map.of("a", java.util.Arrays.asList(1, true, null, "\"\\\n<\ud800\u2028"))));
        assertEquals("[]", Json.of(List.of()));
    }

    @Test
    void addressesHoldAnyName() {
        Site site = new Site("/c/tagalong", "/c", "t");
        assertEquals("/c/tagalong", site.link(""));
        assertEquals("/c/tagalong/module?name=a%26b%3D%22%C3%BC&n=1", site.link("module", "name", "a&b=\"ü", "n", 1));
    }
}
