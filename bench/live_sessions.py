"""`python -m bench.live_sessions URL COUNT`: so many open walls without a browser, which ask as a wall does.

A line on standard input is the time of a write; the answer is how many seconds later each wall had its new data.
"""

import asyncio
import json
import sys
from time import time
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from customer_room.ui.wall_source import LIVE_PATH

_PATIENCE_SECONDS = 60
_ASK = {"ask": 1, "place": {}, "tags": {"wall": "", "stage": ""}}


async def _open(host: str) -> ClientConnection:
    line = await connect(f"ws://{host}{LIVE_PATH}", max_size=None)
    await line.send(json.dumps(_ASK))
    await _refresh(line)
    return line


async def _refresh(line: ClientConnection) -> float:
    """Wait for the next wall; returns when its data were there, in seconds since 1970."""
    while True:
        text = await line.recv(decode=False)
        got_at = time()
        if b'"wall":{' in text[:200]:
            return got_at


async def _main(host: str, count: int) -> None:
    lines = [await _open(host) for _ in range(count)]
    print("open", flush=True)
    loop = asyncio.get_running_loop()
    while True:
        refreshes = [asyncio.create_task(_refresh(line)) for line in lines]
        written = await loop.run_in_executor(None, sys.stdin.readline)
        if not written:
            for task in refreshes:
                task.cancel()
            break
        async with asyncio.timeout(_PATIENCE_SECONDS):
            print(json.dumps([at - float(written) for at in await asyncio.gather(*refreshes)]), flush=True)
    for line in lines:
        await line.close()


if __name__ == "__main__":
    asyncio.run(_main(urlsplit(sys.argv[1]).netloc, int(sys.argv[2])))
