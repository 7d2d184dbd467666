"""Pages of registers: one description of a register from which its list, its entries and their ends follow."""
