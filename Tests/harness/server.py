"""A real server on a free port, which can be stopped kindly or killed in the middle of its work."""
import os
import re
import signal
import subprocess
import threading

from .places import BINARY


class Server:
    def __init__(self, workspace, *options):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--workspace", str(workspace), "--port", "0", "--print-port", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.lines = []
        self.address = None
        self.link = None
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(timeout=60) or self.address is None:
            self.kill()
            raise AssertionError("the server did not come up:\n" + "\n".join(self.lines[-40:]))

    def _read(self):
        """Keeps what the server says; it is ready once it names its address (the sign-in link comes with or before it)."""
        for line in self.process.stderr:
            self.lines.append(line.rstrip())
            if found := re.search(r"sign in: \S*/link/(\S+)", line):
                self.link = found.group(1)
            if found := re.search(r"listening on (http://\S+)", line):
                self.address = found.group(1).rstrip("/")
                self._ready.set()
        self._ready.set()

    def sign_in_secret(self):
        """The secret of the one-time link, which may be printed just after the address."""
        for _ in range(200):
            if self.link:
                return self.link
            self._reader.join(timeout=0.05)
        raise AssertionError("no sign-in link was printed:\n" + "\n".join(self.lines[-40:]))

    def kill(self):
        """As when the power goes: no signal handler runs."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop within 30 s of SIGTERM") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
