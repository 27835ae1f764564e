/** Pictures of graphs: where to put what. Knows neither modules nor HTML. */
package dev.tagalong.console.internal.graph;
