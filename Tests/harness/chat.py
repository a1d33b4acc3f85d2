"""A chat service on this machine that answers by rule, and breaks in the ways real ones break."""
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RULE = {"spam": ("win", "free", "prize", "cash"), "ham": ()}


def labelled(text):
    """What this model says: spam where one of its words occurs."""
    return "spam" if any(word in text.lower() for word in RULE["spam"]) else "ham"


class ChatService:
    """`faults`: what the nth request meets, counted from 0; beyond them every answer is good.

    Named faults: an integer is a status; `truncated`, `fenced`, `chatty`, `wrong-count`, `unknown`, `refusal`, `stream`,
    `no-json`, `hang-up` and `slow` are what they say.
    """

    def __init__(self, faults=(), key=None, slow=0.0):
        self.requests, self.faults, self.key, self.slow = [], list(faults), key, slow
        self.lock, self.under_way, self.most_together = threading.Lock(), 0, 0
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                service.answer(self)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def options(self):
        """What a command needs to reach it."""
        return ["--service", f"http://127.0.0.1:{self.port}/v1", "--allow", f"127.0.0.1:{self.port}", "--model", "rule"]

    def answer(self, handler):
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self.lock:
            fault = self.faults[len(self.requests)] if len(self.requests) < len(self.faults) else None
            self.requests.append({"path": handler.path, "headers": dict(handler.headers), "body": body})
            self.under_way += 1
            self.most_together = max(self.most_together, self.under_way)
        time.sleep(self.slow if fault != "slow" else 1.0)
        with self.lock:
            self.under_way -= 1
        if self.key and handler.headers.get("Authorization") != f"Bearer {self.key}":
            fault = 401
        if fault == "hang-up":
            handler.close_connection = True
            handler.connection.close()
            return
        if isinstance(fault, int):
            return self.send(handler, fault, {"error": {"message": "the inner secret", "type": "server_error"}}, {"Retry-After": "0"})
        self.send(handler, 200, *self.completion(body, fault))

    def completion(self, body, fault):
        texts = json.loads(body["messages"][-1]["content"].rsplit("Texts: ", 1)[1])
        answers = [{"label": labelled(text)} for text in texts]
        if fault == "wrong-count":
            answers = answers + [{"label": "ham"}]
        if fault == "unknown":
            answers = [{"label": "eggs"} for _ in texts]
        content, finish = json.dumps({"answers": answers}), "stop"
        if fault == "truncated":
            content, finish = content[: len(content) // 2], "length"
        if fault == "fenced":
            content = f"```json\n{content}\n```"
        if fault == "chatty":
            content = f"Sure, here you are:\n{content}\nAnything else?"
        if fault == "no-json":
            content = "I think it is spam."
        if fault == "refusal":
            finish = "content_filter"
        usage = {"prompt_tokens": len(json.dumps(body["messages"])) // 4, "completion_tokens": len(content) // 4}
        if fault == "stream":
            pieces = [content[place:place + 7] for place in range(0, len(content), 7)]
            events = [{"choices": [{"delta": {"content": piece}}]} for piece in pieces] + [{"choices": [], "usage": usage}]
            return ("".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n",)
        return ({"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}], "usage": usage},)

    @staticmethod
    def send(handler, status, answer, headers=None):
        data = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)
