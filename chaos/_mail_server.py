"""A mail server that misbehaves: `python -m chaos._mail_server PORT LOG`. One line a mail it has taken, one a mishap.

While the file LOG.busy exists it answers 451. Every so often the connection breaks after the text of a mail: each other
time after the mail was taken, so that the sender cannot know.
"""

import asyncio
import email
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP

BREAKS_EVERY = 211


class Misbehaving:
    def __init__(self, log):
        self.log = log.open("a", buffering=1, encoding="utf-8")
        self.busy = log.with_suffix(".busy")
        self.numbers = count(1)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.busy.exists():
            self.log.write("refused\n")
            return "451 4.3.0 busy, try again later"
        number = next(self.numbers)
        breaks = number % BREAKS_EVERY == 0
        if breaks and number // BREAKS_EVERY % 2:
            self.log.write("cut_before_taking\n")
            server.transport.abort()
            return "451 4.3.0 lost"
        message_id = email.message_from_bytes(envelope.content)["Message-ID"].strip()
        self.log.write(f"taken {envelope.rcpt_tos[0]} {message_id}\n")
        if breaks:
            self.log.write("cut_after_taking\n")
            server.transport.abort()
        return "250 OK"


async def serve(port, log):
    handler = Misbehaving(log)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler), "127.0.0.1", port, backlog=200)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
