"""How sure a project’s finish is: what is asked, what goes into the simulation, and what it answers."""
