"""What the operating system does for us: sound, notifications, secrets, paths, sleep, tray host, socket.

Imported by `app` and `ui`. It knows no hub, no client and no rule of paging; one mechanism is one file.
"""
