/** Tests of the distribution from outside: processes, their streams and exit statuses. */
package dev.tagalong.itests.distribution;
