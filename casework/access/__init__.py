"""The law (policy.py) and the lock (guard.py): who may see and change what. No tables."""
