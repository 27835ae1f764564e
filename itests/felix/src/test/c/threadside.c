/* A position-independent library for a program whose memory is shared. */
int answer(void) { return 42; }
