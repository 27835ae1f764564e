/** What a build has to say at its end. */
package dev.tagalong.itests.summary;
