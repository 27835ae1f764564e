/* One of several that define the same symbols. */
int counter;
int helper(void) { return WHO; }
int bump(void) { return ++counter; }
int ask(void) { return helper(); }
int (*helper_pointer(void))(void) { return helper; }

/* The program has one of this name, too. */
int which(void) { return WHO; }
int ask_which(void) { return which(); }
