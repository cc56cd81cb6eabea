"""A keyboard and eyes on a virtual desktop, without a process of their own for each look.

By ctypes on what `xdotool` itself needs: starting that costs more than what is measured here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p

_x11 = ctypes.CDLL("libX11.so.6")
_xtst = ctypes.CDLL("libXtst.so.6")
_OnError = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)

_x11.XOpenDisplay.restype = c_void_p
_x11.XOpenDisplay.argtypes = [c_char_p]
_x11.XCloseDisplay.argtypes = [c_void_p]
_x11.XDefaultRootWindow.restype = c_ulong
_x11.XDefaultRootWindow.argtypes = [c_void_p]
_x11.XStringToKeysym.restype = c_ulong
_x11.XStringToKeysym.argtypes = [c_char_p]
_x11.XKeysymToKeycode.restype = ctypes.c_ubyte
_x11.XKeysymToKeycode.argtypes = [c_void_p, c_ulong]
_x11.XSync.argtypes = [c_void_p, c_int]
_x11.XFree.argtypes = [c_void_p]
_x11.XQueryTree.argtypes = [
    c_void_p, c_ulong, POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong)), POINTER(c_uint),
]  # fmt: skip
_xtst.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]

# A window may go while it is looked at; that is no reason to end, which is what Xlib does by default.
_ignore = _OnError(lambda _display, _event: 0)
_x11.XSetErrorHandler(_ignore)


class _ClassHint(ctypes.Structure):
    _fields_ = [("name", c_void_p), ("kind", c_void_p)]


_x11.XGetClassHint.argtypes = [c_void_p, c_ulong, POINTER(_ClassHint)]


class Screen:
    """A connection to the display of this name (":99")."""

    def __init__(self, display: str) -> None:
        self._display = _x11.XOpenDisplay(display.encode())
        if not self._display:
            raise RuntimeError(f"the display {display} does not answer")
        self._root: int = _x11.XDefaultRootWindow(self._display)

    def close(self) -> None:
        """Not used afterwards."""
        _x11.XCloseDisplay(self._display)

    def press(self, key: str) -> None:
        """Press and release a key, named as X names it: space, Return, Escape."""
        code = _x11.XKeysymToKeycode(self._display, _x11.XStringToKeysym(key.encode()))
        _xtst.XTestFakeKeyEvent(self._display, code, 1, 0)
        _xtst.XTestFakeKeyEvent(self._display, code, 0, 0)
        _x11.XSync(self._display, 0)

    def find(self, program: str) -> int:
        """A window of this program, as its WM_CLASS names it. Raises LookupError."""
        for window in self._below(self._root, depth=3):
            if self._program(window) == program:
                return window
        raise LookupError(f"no window belongs to {program!r}")

    def holds(self, window: int, program: str) -> bool:
        """Whether a window of this program is inside of `window`."""
        return any(self._program(inner) == program for inner in self._below(window, depth=2))

    def _below(self, window: int, depth: int) -> Iterator[int]:
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        if not _x11.XQueryTree(
            self._display, window, byref(root), byref(parent), byref(children), byref(count)
        ):
            return
        found = children[: count.value] if count.value else []
        _x11.XFree(children)
        for child in found:
            yield child
            if depth > 1:
                yield from self._below(child, depth - 1)

    def _program(self, window: int) -> str:
        hint = _ClassHint()
        if not _x11.XGetClassHint(self._display, window, byref(hint)):
            return ""
        name = ctypes.cast(hint.name, c_char_p).value or b""
        _x11.XFree(hint.name)
        _x11.XFree(hint.kind)
        return name.decode(errors="replace")
