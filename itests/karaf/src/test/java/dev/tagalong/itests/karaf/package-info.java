/** Tests of the features in Apache Karaf, from outside: what its shell answers, and what its deploy folder does. */
package dev.tagalong.itests.karaf;
