"""Readers of installed wheels, one kind of fact a module."""
