"""Takes what Alertmanager sends: one line of JSON a message, with the time at which it came.

    receiver.py FILE
"""

import http.server
import json
import sys
import time


class Receiver(http.server.BaseHTTPRequestHandler):
    """Appends each message to the file."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = json.loads(body) | {"receivedAt": time.time()}
        with open(sys.argv[1], "a", encoding="utf-8") as pages:
            pages.write(json.dumps(message) + "\n")
        self.send_response(204)
        self.end_headers()


http.server.HTTPServer(("127.0.0.1", 9099), Receiver).serve_forever()
