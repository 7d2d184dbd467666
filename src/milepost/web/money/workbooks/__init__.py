"""Figures of money as workbooks with formulas."""
