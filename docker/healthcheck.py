"""Exit 0 when the web process and the database answer. Asks as the proxy would: right host, over TLS."""

import os
import urllib.request

host = os.environ["DANVAN_ALLOWED_HOSTS"].split(",")[0].strip()
request = urllib.request.Request(
    "http://127.0.0.1:8000/suc-khoe/", headers={"Host": host, "X-Forwarded-Proto": "https"}
)
with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 our own address
    raise SystemExit(answer.status != 200)
