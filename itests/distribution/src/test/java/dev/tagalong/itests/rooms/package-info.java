/** The rooms of the house: which packages our jars have, whom each knows, and which of its classes know each other. */
package dev.tagalong.itests.rooms;
