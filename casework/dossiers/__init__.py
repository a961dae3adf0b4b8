"""Dossiers: compose, redact, render, release."""
