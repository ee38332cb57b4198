"""What the clinic does, apart from how it is asked for."""
