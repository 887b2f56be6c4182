"""No table of its own: Django tells only an app with this module that migrate is over (apps.py waits for it)."""
