/** What the pages for contributors say of the sources is so. */
package dev.tagalong.itests.docs;
