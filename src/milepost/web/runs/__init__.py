"""Long computations on pages: how far one is, how old its result is, and what changed since."""
